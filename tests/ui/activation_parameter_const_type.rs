//~ SLOPE: casting `&'static str` as `f64` is invalid
use typed_nn::network;

const SLOPE: &str = "0.1";

network! {
    struct Net< 2 => leaky_relu(SLOPE) 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
