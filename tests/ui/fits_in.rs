//~ &Net::new(1): the parameters of `Net` do not fit in 2 KiB
use typed_nn::{FitsIn, network};

network! {
    struct Net< 16 => relu 32 => softmax 2 >
}

fn flash<N: FitsIn<2>>(_: &N) {}

fn main() {
    flash(&Net::new(1));
}
