//~ "weights/text.weights": this is not an image of parameters
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/text.weights"
}

fn main() {}
