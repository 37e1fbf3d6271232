//~ ReLU: cannot find type `ReLU` … similarly named enum `relu`
use typed_nn::network;

network! {
    struct Net< 2 => ReLU 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
