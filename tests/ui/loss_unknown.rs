//~ cross_entropi: cannot find type `cross_entropi` … similarly named struct `cross_entropy`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > loss = cross_entropi
}

fn main() {
    Net::new(1);
}
