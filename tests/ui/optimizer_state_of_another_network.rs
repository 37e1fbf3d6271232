//~ &mut state: expected `&mut State<Net, 2>`, found `&mut State<Other, 2>`
use typed_nn::network;
use typed_nn::optimizer::{Adam, Optimizer};

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}
network! {
    struct Other< 2 => relu 4 => softmax 2 >
}

fn main() {
    let adam = Adam::default();
    let mut net = Net::new(1);
    let mut state = adam.state(&Other::new(1));
    adam.step(&mut net, &Net::ZERO, &mut state);
}
