//~ weights: a file holds the weights of one size
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => relu H => softmax 2 > weights = "weights/right.safetensors"
}

fn main() {}
