//~ &mut gradient: expected `&mut Net`, found `&mut Other`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}
network! {
    struct Other< 2 => relu 4 => softmax 2 >
}

fn main() {
    let mut gradient = Other::ZERO;
    Net::new(1).gradient([1.0, 2.0], 1, &mut gradient);
}
