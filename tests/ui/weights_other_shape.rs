//~ softmax: tensor `2.weight` is of shape [2, 4], layer `layer2` needs [2, 3]
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/other_shape.safetensors"
}

fn main() {}
