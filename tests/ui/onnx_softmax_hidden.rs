//~ "weights/softmax_hidden.onnx": `softmax` cannot be the activation of a hidden layer
use typed_nn::network;

network! {
    struct Net from "weights/softmax_hidden.onnx"
}

fn main() {}
