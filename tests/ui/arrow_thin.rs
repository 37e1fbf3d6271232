//~ - or ->: layers are joined by `=>`, not by `->`
use typed_nn::network;

network! {
    struct Net< 2 -> relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
