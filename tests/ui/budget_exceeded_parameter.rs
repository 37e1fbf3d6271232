//~ 16: `Net` has more parameters than its budget of 16
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => relu H => softmax 2 > params <= 16
}

static NET: Net<8> = Net::ZERO;

fn main() {}
