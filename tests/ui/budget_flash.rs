//~ 4096: `Net` takes 5260 bytes of flash, more than its budget of 4096
use typed_nn::network;

network! {
    struct Net< 4 => relu 32 => relu 32 => softmax 3 > flash <= 4096
}

fn main() {
    Net::new(1);
}
