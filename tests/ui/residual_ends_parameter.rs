//~ K: a residual block ends as wide as it begins: H values go in, K come out
use typed_nn::network;

network! {
    struct Net<const H: usize, const K: usize>< 2 => relu H => { relu 8 => linear K } + skip => softmax 2 >
}

fn main() {}
