//~ tanh: layer `w` of `weights/small.onnx` has the activation `relu`
use typed_nn::network;

network! {
    struct Net< 2 => tanh 3 => linear 2 > weights = "weights/small.onnx"
}

fn main() {}
