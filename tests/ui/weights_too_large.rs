//~ relu: tensor `0.weight` holds a value that is too large for `f32`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/too_large.safetensors" as f64
}

fn main() {}
