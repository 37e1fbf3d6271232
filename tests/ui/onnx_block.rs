//~ {: `weights/small.onnx` gives the weights of dense layers, `layer_norm` and `standardize`
use typed_nn::network;

network! {
    struct Net< 2 => { relu 3 => linear 2 } + skip > weights = "weights/small.onnx"
}

fn main() {}
