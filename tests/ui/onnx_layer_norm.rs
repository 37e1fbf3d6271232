//~ layer_norm: `weights/small.onnx` gives the weights of dense layers only
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => layer_norm() => linear 2 > weights = "weights/small.onnx"
}

fn main() {}
