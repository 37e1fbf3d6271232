//~ <: a network computes in `f32` or `f64`: write one of them here
use typed_nn::network;

network! {
    struct Net: < 2 => relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
