//~ H: the sizes of a network within a network are numbers: Rust cannot compute with `H` here; write one, as in `Policy<16>`
use typed_nn::network;

network! {
    struct Policy<const H: usize>< 4 => relu H => linear 3 >
}
network! {
    struct Net<const H: usize>< 4 => Policy<H> => softmax 2 >
}

fn main() {}
