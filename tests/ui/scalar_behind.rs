//~ :: the scalar stands behind the name, as in `struct Name: f64 < 2 => relu 3 >`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >: f64
}

fn main() {
    Net::new(1);
}
