//~ relu: an activation needs a width
use typed_nn::network;

network! {
    struct Net< 2 => relu => softmax 2 >
}

fn main() {
    Net::new(1);
}
