//~ 3usize: a width is a plain number: write `3`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3usize => softmax 2 >
}

fn main() {
    Net::new(1);
}
