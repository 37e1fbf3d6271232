//~ from: `from` is followed by a file in quotes
use typed_nn::network;

network! {
    struct Net from weights
}

fn main() {}
