//~ as: `as` is followed by what the file holds
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/half.safetensors" as
}

fn main() {}
