//~ K: cannot find value `K` in this scope
//~ K: cannot find value `K` in this scope
// Two errors: rustc proposes `H` for it where that is in scope, and so sees two messages.
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => relu H => relu K => softmax 2 >
}

fn main() {
    Net::<3>::new(1);
}
