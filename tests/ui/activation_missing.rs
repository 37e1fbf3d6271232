//~ 3: which activation? write `linear 3` for none
use typed_nn::network;

network! {
    struct Net< 2 => 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
