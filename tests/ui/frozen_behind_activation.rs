//~ frozen: `frozen` stands before the whole layer, as in `frozen relu 3`
use typed_nn::network;

network! {
    struct Net< 2 => relu frozen 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
