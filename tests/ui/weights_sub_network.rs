//~ Encoder: tensor `0.weight` is of shape [3, 2], layer `layer1.layer1` needs [4, 2]
//~ softmax: tensor `2.weight` is of shape [2, 3], layer `layer2` needs [2, 4]
use typed_nn::network;

network! {
    struct Encoder< 2 => relu 4 >
}
network! {
    struct Net< 2 => Encoder => softmax 2 > weights = "weights/right.safetensors"
}

fn main() {}
