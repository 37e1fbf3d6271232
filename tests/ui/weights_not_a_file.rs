//~ 3: expected a file in quotes
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > weights = 3
}

fn main() {}
