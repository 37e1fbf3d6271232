//~ {: braces here hold a residual block, as in `{ relu 8 => linear 4 } + skip`; before a computed width stands its activation, as in `relu { 2 * N }`
use typed_nn::network;

network! {
    struct Net< 4 => { relu 8 => linear 4 } => softmax 2 >
}

fn main() {
    Net::new(1);
}
