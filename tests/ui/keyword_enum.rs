//~ enum: a network is declared as `pub struct Name< 2 => relu 3 => softmax 2 >`, or without a name as `< 2 => relu 3 => softmax 2 >`
use typed_nn::network;

network! {
    enum Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
