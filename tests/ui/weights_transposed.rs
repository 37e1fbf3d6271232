//~ softmax: layer `layer2` needs [2, 3]: it is transposed
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/transposed.safetensors"
}

fn main() {}
