//~ Encoder: `Encoder` is not a layer that takes 2 values of f32
use typed_nn::network;

network! { struct Encoder< 3 => relu 2 > }
network! {
    struct Net< 2 => bias_only Encoder => softmax 2 >
}

fn main() {
    Net::new(1);
}
