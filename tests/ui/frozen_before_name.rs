//~ hidden: a layer's name stands before `frozen`, as in `hidden: frozen relu 3`
use typed_nn::network;

network! {
    struct Net< 2 => frozen hidden: relu 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
