//~ repr: how a network lies in memory is fixed: it is its parameters and nothing else
use typed_nn::network;

network! {
    #[repr(align(64))]
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
