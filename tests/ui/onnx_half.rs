//~ "weights/half.onnx": tensor `w` is of float16
use typed_nn::network;

network! {
    struct Net from "weights/half.onnx"
}

fn main() {}
