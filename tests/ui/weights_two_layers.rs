//~ relu: tensor `0.weight` is of shape [3, 4], layer `layer1` needs [3, 2]
//~ softmax: tensor `4.weight` is of shape [4, 2], layer `layer3` needs [2, 4]: it is transposed
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => tanh 4 => softmax 2 > weights = "weights/two_layers.safetensors"
}

fn main() {}
