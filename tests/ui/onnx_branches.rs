//~ "weights/branches.onnx": the network branches at `z`, into Relu (node `a`) and Tanh (node `b`)
use typed_nn::network;

network! {
    struct Net from "weights/branches.onnx"
}

fn main() {}
