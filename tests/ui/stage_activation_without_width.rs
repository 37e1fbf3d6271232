//~ leaky_relu: an activation needs a width
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => leaky_relu(0.1) => softmax 2 >
}

fn main() {
    Net::new(1);
}
