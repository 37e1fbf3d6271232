//~ -: a width cannot be negative
use typed_nn::network;

fn main() {
    let net = network!(< 2 => relu -3 >);
    net.forward([1.0, 2.0]);
}
