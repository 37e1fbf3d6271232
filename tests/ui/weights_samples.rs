//~ "weights/samples.safetensors": the samples `typed_nn.input` are of shape [5, 3], the network needs [5, 2]
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/samples.safetensors"
}

fn main() {}
