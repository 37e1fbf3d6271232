//~ 3: `weights/small.onnx` takes 2 inputs, not 3
use typed_nn::network;

network! {
    struct Net< 3 => relu 3 => linear 2 > weights = "weights/small.onnx"
}

fn main() {}
