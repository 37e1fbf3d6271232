//~ Head: `Head` is not a layer that takes 3 values of f32
use typed_nn::network;

network! {
    struct Encoder< 4 => relu 3 >
}
network! {
    struct Head< 5 => softmax 2 >
}
network! {
    struct Net< 4 => Encoder => Head >
}

fn main() {
    Net::new(1);
}
