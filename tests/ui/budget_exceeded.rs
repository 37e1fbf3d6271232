//~ 16: `Net` has 17 parameters, more than its budget of 16
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > params <= 16
}

fn main() {
    Net::new(1);
}
