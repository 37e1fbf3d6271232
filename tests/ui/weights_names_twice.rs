//~ names: the option `names` is given twice
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/right.safetensors", names = ["0", "2"], names = ["0", "2"]
}

fn main() {}
