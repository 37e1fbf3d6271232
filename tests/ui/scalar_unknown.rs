//~ f16: a network computes in `f32` or `f64`, not in `f16`
use typed_nn::network;

network! {
    struct Net: f16 < 2 => relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
