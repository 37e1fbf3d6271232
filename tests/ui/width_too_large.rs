//~ 99999999999999999999: a width may be at most 16777216
use typed_nn::network;

network! {
    struct Net< 2 => relu 99999999999999999999 => softmax 2 >
}

fn main() {
    Net::new(1);
}
