//~ struct: nothing may follow the network: a second one has its own `network!`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >; struct Other< 2 => relu 3 >
}

fn main() {
    Net::new(1);
}
