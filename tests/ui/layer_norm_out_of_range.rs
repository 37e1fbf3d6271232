//~ -: `layer_norm(ε)` needs ε > 0
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => layer_norm(-1.0) => softmax 2 >
}

fn main() {
    Net::new(1);
}
