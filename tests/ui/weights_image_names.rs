//~ names: a file `.weights` is the parameters as they lie in memory
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = "weights/other.weights", names = ["a", "b"]
}

fn main() {}
