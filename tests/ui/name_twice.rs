//~ hidden: two layers are called `hidden`
use typed_nn::network;

network! {
    struct Net< 2 => hidden: relu 3 => hidden: relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
