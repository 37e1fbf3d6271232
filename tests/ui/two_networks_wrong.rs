//~ relu: an activation needs a width
//~ 0: a width of zero: every layer needs at least one unit
use typed_nn::network;

network! {
    struct Encoder< 2 => relu >
}
network! {
    struct Net< 2 => Encoder => softmax 0 >
}

fn main() {
    Net::new(1);
}
