//~ softmax: `softmax` cannot be the activation
use typed_nn::network;

network! {
    struct Net< 2 => softmax 2 => dropout(0.5) >
}

fn main() {
    Net::new(1);
}
