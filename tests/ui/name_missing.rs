//~ struct: the network needs a name, as in `struct Name< 2 => relu 3 >`
use typed_nn::network;

network! {
    struct < 2 => relu 3 => softmax 2 >
}

fn main() {}
