//~ "0": expected what each layer is called in the file
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/right.safetensors", names = "0"
}

fn main() {}
