//~ 1_000: `Net` takes 1248 multiply-accumulates, more than its budget of 1000
use typed_nn::network;

const HIDDEN: usize = 32;

network! {
    struct Net< 4 => relu HIDDEN => relu HIDDEN => softmax 3 > macs <= 1_000
}

fn main() {
    Net::new(1);
}
