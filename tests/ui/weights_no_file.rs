//~ "weights/no_file.safetensors": couldn't read
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/no_file.safetensors"
}

fn main() {}
