//~ dropout: 
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => dropout(0.1, 0.2) => softmax 2 >
}

fn main() {
    Net::new(1);
}
