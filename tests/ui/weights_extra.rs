//~ "weights/extra.safetensors": the file holds a tensor `4.bias` that the network has no place for
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/extra.safetensors"
}

fn main() {}
