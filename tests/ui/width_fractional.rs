//~ 3.5: a width is a whole number of units, not `3.5`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3.5 => softmax 2 >
}

fn main() {
    Net::new(1);
}
