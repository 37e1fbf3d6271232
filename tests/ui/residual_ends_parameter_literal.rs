//~ 4: a residual block ends as wide as it begins: H values go in, 4 come out
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => relu H => { relu 8 => linear 4 } + skip => softmax 2 >
}

fn main() {}
