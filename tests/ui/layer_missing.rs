//~ 2: a network needs at least one layer, as in `< 2 => relu 3 >`
use typed_nn::network;

network! {
    struct Net< 2 >
}

fn main() {
    Net::new(1);
}
