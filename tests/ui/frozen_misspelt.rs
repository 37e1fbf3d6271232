//~ froze: before a layer may stand `frozen` or `bias_only`, not `froze`
use typed_nn::network;

network! {
    struct Net< 2 => froze relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
