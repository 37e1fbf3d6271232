//~ layer_nrom: cannot find
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => layer_nrom() => softmax 2 >
}

fn main() {
    Net::new(1);
}
