//~ N: a residual block ends as wide as it begins
use typed_nn::network;

const N: usize = 6;

network! {
    struct Net< 4 => { relu 8 => linear N } + skip => softmax 2 >
}

fn main() {
    Net::new(1);
}
