//~ frozen: every layer is frozen, so there is nothing to train
use typed_nn::network;

network! {
    struct Net< 2 => frozen relu 3 => frozen softmax 2 >
}

fn main() {
    Net::new(1);
}
