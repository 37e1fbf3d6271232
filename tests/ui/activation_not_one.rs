//~ Swish: `Swish` is not an activation
use typed_nn::network;

mod my {
    pub struct Swish;
}

network! {
    struct Net< 2 => my::Swish 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
