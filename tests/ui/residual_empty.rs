//~ {: a residual block needs at least one layer
use typed_nn::network;

network! {
    struct Net< 4 => {} + skip => softmax 2 >
}

fn main() {
    Net::new(1);
}
