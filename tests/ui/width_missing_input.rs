//~ <: the number of inputs is missing, as in `< 2 => relu 3 >`
use typed_nn::network;

network! {
    struct Net< => relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
