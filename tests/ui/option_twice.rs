//~ params: the option `params` is given twice
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > params <= 100, params <= 200
}

fn main() {
    Net::new(1);
}
