//~ "weights/transposed.safetensors": layers are taken from an ONNX file
use typed_nn::network;

network! {
    struct Net from "weights/transposed.safetensors"
}

fn main() {}
