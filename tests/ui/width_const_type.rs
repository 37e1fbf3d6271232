//~ HIDDEN: expected `usize`, found `i32`
use typed_nn::network;

const HIDDEN: i32 = 3;

network! {
    struct Net< 2 => relu HIDDEN => softmax 2 >
}

fn main() {
    Net::new(1);
}
