//~ "0": 1 names for 2 layers
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/right.safetensors", names = ["0"]
}

fn main() {}
