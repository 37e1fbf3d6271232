//~ layer_norm: is not an activation
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => layer_norm() 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
