//~ weights: the option `weights` is given twice
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/right.safetensors", weights = "weights/right.safetensors"
}

fn main() {}
