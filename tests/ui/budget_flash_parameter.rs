//~ 64: `Net` takes 168 bytes of flash, more than its budget of 64
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => relu H => softmax 2 > params <= 1000, flash <= 64
}

static NET: Net<8> = Net::ZERO;

fn main() {}
