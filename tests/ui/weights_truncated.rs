//~ "weights/truncated.safetensors": the file is cut off: it should have 324 bytes and has 321
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/truncated.safetensors"
}

fn main() {}
