//~ [1.0, 2.0, 3.0]: a network with 2 inputs of f32 cannot be fed with `[{float}; 3]`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    Net::new(1).forward([1.0, 2.0, 3.0]);
}
