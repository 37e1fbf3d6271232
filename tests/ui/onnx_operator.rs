//~ "weights/operator.onnx": Sin (node `/Sin`) is not supported
use typed_nn::network;

network! {
    struct Net from "weights/operator.onnx"
}

fn main() {}
