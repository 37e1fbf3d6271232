//~ weights: `weights` is followed by `=`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights <= "weights/right.safetensors"
}

fn main() {}
