//~ relu: `weights/small.onnx` goes on behind this layer, with `linear 2` (`v`)
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 > weights = "weights/small.onnx"
}

fn main() {}
