//~ relu: tensor `0.weight` holds F16, the network computes in F32
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/half.safetensors"
}

fn main() {}
