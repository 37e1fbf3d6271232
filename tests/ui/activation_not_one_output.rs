//~ Swish: `Swish` is not an activation
use typed_nn::network;

mod my {
    pub struct Swish;
}

network! {
    struct Net< 2 => relu 3 => my::Swish 2 >
}

fn main() {
    Net::new(1);
}
