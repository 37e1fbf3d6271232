//~ relu: tensor `0.weight` is of shape [3, 2], layer `layer1` needs [4, 2]
//~ linear: tensor `1.weight` is of shape [2, 3], layer `layer2` needs [2, 4]
use typed_nn::network;

const WIDE: usize = 4;

network! {
    struct Net< 2 => relu WIDE => linear 2 > weights = "weights/small.onnx"
}

fn main() {}
