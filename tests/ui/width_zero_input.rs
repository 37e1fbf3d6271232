//~ 0: a width of zero: every layer needs at least one unit
use typed_nn::network;

network! {
    struct Net< 0 => relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
