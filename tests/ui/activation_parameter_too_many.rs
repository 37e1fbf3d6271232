//~ relu: enum takes 0 generic arguments but 1 generic argument was supplied
use typed_nn::network;

network! {
    struct Net< 2 => relu(0.1) 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
