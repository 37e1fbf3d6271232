//~ 16: `Net` has more parameters than its budget of 16
use typed_nn::network;

const HIDDEN: usize = 3;

network! {
    struct Net< 2 => relu HIDDEN => softmax 2 > params <= 16
}

fn main() {
    Net::new(1);
}
