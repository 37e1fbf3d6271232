//~ "weights/text.safetensors": this is not a safetensors file
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/text.safetensors"
}

fn main() {}
