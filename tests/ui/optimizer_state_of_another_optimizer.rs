//~ &mut state: expected `2`, found `1`
use typed_nn::network;
use typed_nn::optimizer::{Adam, Momentum, Optimizer};

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    let mut net = Net::new(1);
    let mut state = Momentum::default().state(&net);
    Adam::default().step(&mut net, &Net::ZERO, &mut state);
}
