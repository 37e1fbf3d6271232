//~ "weights/overlapping.safetensors": the data of tensor `2.weight`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/overlapping.safetensors"
}

fn main() {}
