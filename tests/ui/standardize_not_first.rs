//~ standardize: this is fitted to the inputs of a network
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => standardize => softmax 2 >
}

fn main() {
    Net::new(1);
}
