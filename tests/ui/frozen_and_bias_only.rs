//~ bias_only: a layer is either `frozen` or `bias_only`, not both
use typed_nn::network;

network! {
    struct Net< 2 => frozen bias_only relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
