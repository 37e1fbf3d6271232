//~ Encodr: cannot find type `Encodr`
use typed_nn::network;

network! {
    struct Net< 2 => Encodr => softmax 2 >
}

fn main() {
    Net::new(1);
}
