//~ <: the network is not closed: `>` is missing behind its last layer
use typed_nn::network;

fn main() {
    let net = network!(< 2 => relu 3);
    net.forward([1.0, 2.0]);
}
