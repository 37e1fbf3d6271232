//~ relu: tensor `0.bias` holds F64, the network computes in F32
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/double.safetensors"
}

fn main() {}
