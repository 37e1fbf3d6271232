//~ &Net::<4>::new(1): the parameters of `Net<4>` do not fit in 2 KiB
use typed_nn::{FitsIn, network};

network! {
    struct Net<const H: usize>< 16 => relu H => softmax 2 >
}

fn flash<N: FitsIn<2>>(_: &N) {}

fn main() {
    flash(&Net::<4>::new(1));
}
