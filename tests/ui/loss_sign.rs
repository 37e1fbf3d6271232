//~ loss: `loss` is followed by `=`, as in `loss = cross_entropy`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > loss: cross_entropy
}

fn main() {
    Net::new(1);
}
