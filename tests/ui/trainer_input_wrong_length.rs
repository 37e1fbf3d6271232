//~ &mut inputs: a network with 2 inputs of f32 cannot be fed with `[{float}; 3]`
use core::ops::ControlFlow;
use typed_nn::network;
use typed_nn::optimizer::Sgd;
use typed_nn::train::{Settings, Trainer};

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    let (mut inputs, mut targets) = ([[1.0, 2.0, 3.0]], [1]);
    let mut trainer = Trainer::new(Sgd::default(), Settings::default());
    let mut net = Net::new(1);
    let _ = trainer.fit(&mut net, &mut inputs, &mut targets, |_, _| ControlFlow::Continue(()));
}
