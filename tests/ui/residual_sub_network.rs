//~ Encoder: a residual block ends as wide as it begins
use typed_nn::network;

network! {
    struct Encoder< 4 => relu 3 >
}
network! {
    struct Net< 4 => { Encoder } + skip => softmax 2 >
}

fn main() {
    Net::new(1);
}
