//~ layer_norm: this stage is trained: write parentheses behind it, as in `layer_norm()`
use typed_nn::network;

network! {
    struct Net< 2 => layer_norm => softmax 2 >
}

fn main() {
    Net::new(1);
}
