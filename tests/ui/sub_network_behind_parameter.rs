//~ Encoder: the network `Encoder` takes a number of values, not `H`: a layer whose width is that number must stand before it
use typed_nn::network;

network! {
    struct Encoder< 4 => relu 3 >
}
network! {
    struct Net<const H: usize>< 2 => relu H => Encoder => softmax 2 >
}

fn main() {}
