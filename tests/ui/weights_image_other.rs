//~ "weights/other.weights": the weights are those of a network of other sizes or activations
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/other.weights"
}

fn main() {}
