//~ "weights/truncated.onnx": it is not an ONNX file, or it was damaged
use typed_nn::network;

network! {
    struct Net from "weights/truncated.onnx"
}

fn main() {}
