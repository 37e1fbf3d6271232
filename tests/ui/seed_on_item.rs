//~ seed: a named network takes its seed where it is made: `Name::new(seed)`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > seed = 7
}

fn main() {
    Net::new(1);
}
