//~ layer_norm: layer `v` of `weights/small.onnx` is `linear 2`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => layer_norm() => linear 2 > weights = "weights/small.onnx"
}

fn main() {}
