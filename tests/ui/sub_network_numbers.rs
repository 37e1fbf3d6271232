//~ Encoder: the network `Encoder` takes no numbers in parentheses
use typed_nn::network;

network! {
    struct Encoder< 4 => relu 3 >
}
network! {
    struct Net< 4 => Encoder(3) => softmax 2 >
}

fn main() {
    Net::new(1);
}
