//~ swish: cannot find type `swish`
use typed_nn::network;

mod my {}

network! {
    struct Net< 2 => my::swish 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
