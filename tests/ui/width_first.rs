//~ relu: the width stands behind its activation, as in `relu 3`
use typed_nn::network;

network! {
    struct Net< 2 => 3 relu => softmax 2 >
}

fn main() {
    Net::new(1);
}
