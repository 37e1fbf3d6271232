//~ f8: weights are not converted from `f8`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/half.safetensors" as f8
}

fn main() {}
