//~ layer2: two layers are called `layer2`
use typed_nn::network;

network! {
    struct Net< 2 => layer2: relu 3 => relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
