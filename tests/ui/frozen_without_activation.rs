//~ frozen: `frozen` stands before a layer
use typed_nn::network;

network! {
    struct Net< 2 => frozen 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
