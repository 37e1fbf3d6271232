//~ leaky_relu: the number in parentheses is missing
use typed_nn::network;

network! {
    struct Net< 2 => leaky_relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
