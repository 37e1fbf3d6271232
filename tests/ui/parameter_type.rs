//~ H: a width is a `usize`: write `const H: usize`
use typed_nn::network;

network! {
    struct Net<const H: u8>< 2 => relu H => softmax 2 >
}

fn main() {}
