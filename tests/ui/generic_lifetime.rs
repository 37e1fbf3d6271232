//~ 'a: a network can be generic over widths only: `<const H: usize>`
use typed_nn::network;

network! {
    struct Net<'a>< 2 => relu 3 => softmax 2 >
}

fn main() {}
