//~ softmax: `softmax` cannot be the activation of a hidden layer
use typed_nn::network;

network! {
    struct Net< 2 => frozen softmax 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
