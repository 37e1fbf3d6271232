//~ relu: the file holds no tensor `first.weight`; it holds, for one, `0.bias`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/right.safetensors", names = ["first", "2"]
}

fn main() {}
