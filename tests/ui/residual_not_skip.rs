//~ jump: expected `skip` after `+`, not `jump`
use typed_nn::network;

network! {
    struct Net< 4 => { relu 8 => linear 4 } + jump => softmax 2 >
}

fn main() {
    Net::new(1);
}
