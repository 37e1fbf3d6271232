//~ "weights/nowhere.onnx": `weights/nowhere.onnx` cannot be read: No such file
use typed_nn::network;

network! {
    struct Net from "weights/nowhere.onnx"
}

fn main() {}
