//~ 4: layer `w` of `weights/small.onnx` has 3 outputs, not 4
use typed_nn::network;

network! {
    struct Net< 2 => relu 4 => linear 2 > weights = "weights/small.onnx"
}

fn main() {}
