//~ relu: `relu` has no width: write how many units it has, as in `relu 3`
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
