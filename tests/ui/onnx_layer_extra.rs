//~ linear: `weights/small.onnx` has no such layer: it ends after 2
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => linear 2 => linear 2 > weights = "weights/small.onnx"
}

fn main() {}
