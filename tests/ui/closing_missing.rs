//~ <: the network is not closed: `>` is missing behind its last layer
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2
}

fn main() {
    Net::new(1);
}
