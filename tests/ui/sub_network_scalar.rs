//~ Encoder: `Encoder` is not a layer that takes 4 values of f32
use typed_nn::network;

network! {
    struct Encoder: f64 < 4 => relu 3 >
}
network! {
    struct Net< 4 => Encoder => softmax 2 >
}

fn main() {
    Net::new(1);
}
