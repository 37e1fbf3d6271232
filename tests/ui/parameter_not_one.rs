//~ WIDTH: cannot find value `WIDTH`
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => relu H => relu WIDTH => softmax 2 >
}

fn main() {}
