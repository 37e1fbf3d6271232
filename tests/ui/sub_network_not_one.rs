//~ String: `String` is not a network
use typed_nn::network;

network! {
    struct Net< 2 => String => softmax 2 >
}

fn main() {
    Net::new(1);
}
