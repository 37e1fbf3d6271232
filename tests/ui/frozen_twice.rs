//~ frozen: `frozen` is written twice
use typed_nn::network;

network! {
    struct Net< 2 => frozen frozen relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
