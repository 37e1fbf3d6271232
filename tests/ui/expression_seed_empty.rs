//~ seed: `seed` needs a number, as in `seed = 7`
use typed_nn::network;

fn main() {
    let net = network!(< 2 => relu 3 > seed =);
    net.forward([1.0, 2.0]);
}
