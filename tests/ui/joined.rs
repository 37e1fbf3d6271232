//~ &Encoder::new(1): the output of `Encoder` does not fit the input of `Head`
use typed_nn::{Feeds, Network, network};

network! {
    struct Encoder< 2 => relu 3 >
}
network! {
    struct Head< 4 => softmax 2 >
}

fn join<A: Feeds<B>, B: Network>(_: &A, _: &B) {}

fn main() {
    join(&Encoder::new(1), &Head::new(1));
}
