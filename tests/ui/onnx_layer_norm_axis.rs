//~ "weights/layer_norm_axis.onnx": LayerNormalization (node `/norm`) has axis = 0
use typed_nn::network;

network! {
    struct Net from "weights/layer_norm_axis.onnx"
}

fn main() {}
