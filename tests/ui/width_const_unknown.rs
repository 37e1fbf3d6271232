//~ HIDDEN: cannot find value `HIDDEN`
use typed_nn::network;

network! {
    struct Net< 2 => relu HIDDEN => softmax 2 >
}

fn main() {
    Net::new(1);
}
