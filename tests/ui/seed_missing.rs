//~ Net::new: this function takes 1 argument but 0 arguments were supplied
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    Net::new();
}
