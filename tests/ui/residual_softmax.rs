//~ softmax: `softmax` cannot be the activation of a hidden layer
use typed_nn::network;

network! {
    struct Net< 4 => { relu 8 => softmax 4 } + skip => softmax 2 >
}

fn main() {
    Net::new(1);
}
