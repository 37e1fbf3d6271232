//~ 0: a width of zero: every layer needs at least one unit
use typed_nn::network;

network! {
    struct Net< 2 => relu 0 => softmax 2 >
}

fn main() {
    Net::new(1);
}
