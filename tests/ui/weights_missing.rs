//~ softmax: the file holds no tensor `2.bias`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/missing.safetensors"
}

fn main() {}
