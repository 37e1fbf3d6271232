//~ relu: tensor `0.weight` holds a value that is infinite or not a number
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/infinite.safetensors"
}

fn main() {}
