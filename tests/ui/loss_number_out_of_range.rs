//~ 1.5: `cross_entropy(ε)` needs 0 ≤ ε ≤ 1
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > loss = cross_entropy(1.5)
}

fn main() {
    Net::new(1);
}
