//~ "weights/small.onnx": F32
use typed_nn::network;

network! {
    struct Net: f64 from "weights/small.onnx"
}

fn main() {}
