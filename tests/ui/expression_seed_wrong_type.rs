//~ "seven": expected `u64`, found `&str`
use typed_nn::network;

fn main() {
    let net = network!(< 2 => relu 3 > seed = "seven");
    net.forward([1.0, 2.0]);
}
