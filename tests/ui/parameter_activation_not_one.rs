//~ Swish: `Swish` is not an activation
use typed_nn::network;

mod my {
    pub struct Swish;
}

network! {
    struct Net<const H: usize>< 2 => my::Swish H => softmax 2 >
}

fn main() {
    Net::<3>::new(1);
}
