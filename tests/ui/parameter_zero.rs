//~ H: `Net` cannot have a layer of width `H` = 0
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => relu H => softmax 2 >
}

static NET: Net<0> = Net::ZERO;

fn main() {}
