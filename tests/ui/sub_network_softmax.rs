//~ Encoder: `softmax` cannot be the activation of a hidden layer
use typed_nn::network;

network! {
    struct Encoder< 4 => softmax 3 >
}
network! {
    struct Net< 4 => Encoder => softmax 2 >
}

fn main() {
    Net::new(1);
}
