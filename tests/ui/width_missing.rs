//~ relu: `relu` has no width: write how many units it has, as in `relu 3`
use typed_nn::network;

network! {
    struct Net< 2 => relu => softmax 2 >
}

fn main() {
    Net::new(1);
}
