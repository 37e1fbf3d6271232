//~ frozen: `frozen` stands before a layer, as in `frozen relu 3`
use typed_nn::network;

network! {
    struct Net< 2 => frozen => softmax 2 >
}

fn main() {
    Net::new(1);
}
