//~ cross_entropy: the loss `cross_entropy` does not fit the output activation `relu`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => relu 2 > loss = cross_entropy
}

fn main() {
    Net::new(1);
}
