//~ 6: a residual block ends as wide as it begins: 4 values go in, 6 come out
use typed_nn::network;

network! {
    struct Net< 4 => { relu 8 => linear 6 } + skip => softmax 2 >
}

fn main() {
    Net::new(1);
}
