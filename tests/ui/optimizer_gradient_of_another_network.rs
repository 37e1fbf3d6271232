//~ &Other::ZERO: expected `&Net`, found `&Other`
use typed_nn::network;
use typed_nn::optimizer::{Optimizer, Sgd};

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}
network! {
    struct Other< 2 => relu 4 => softmax 2 >
}

fn main() {
    let mut net = Net::new(1);
    let sgd = Sgd::default();
    let mut state = sgd.state(&net);
    sgd.step(&mut net, &Other::ZERO, &mut state);
}
