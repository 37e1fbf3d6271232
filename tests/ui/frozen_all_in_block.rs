//~ frozen: every layer of this block is frozen
use typed_nn::network;

network! {
    struct Net< 2 => { frozen relu 3 => frozen linear 2 } + skip => softmax 2 >
}

fn main() {
    Net::new(1);
}
