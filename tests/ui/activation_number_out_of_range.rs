//~ -: `leaky_relu(a)` needs a ≥ 0
use typed_nn::network;

network! {
    struct Net< 2 => leaky_relu(-0.1) 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
