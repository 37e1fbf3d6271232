//~ - or -1: a budget is a whole number of parameters, as in `params <= 1000`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > params <= -1
}

fn main() {
    Net::new(1);
}
