//~ HIDDEN: a width of zero: every layer needs at least one unit
use typed_nn::network;

const HIDDEN: usize = 0;

network! {
    struct Net< 2 => relu HIDDEN => softmax 2 >
}

fn main() {
    Net::new(1);
}
