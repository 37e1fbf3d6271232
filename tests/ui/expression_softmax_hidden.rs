//~ softmax: `softmax` cannot be the activation of a hidden layer
use typed_nn::network;

fn main() {
    let net = network!(< 2 => softmax 3 => softmax 2 >);
    net.forward([1.0, 2.0]);
}
