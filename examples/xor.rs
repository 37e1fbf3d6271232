//! The smallest training loop, and why a network needs something that is not a straight line.
//!
//! ```text
//! cargo run --release --example xor
//! ```
//!
//! `x₁ xor x₂` is 1 where exactly one of two bits is. No straight line parts the points that give 1
//! from those that give 0, so a network whose layers are all `W x + b` must fail, however many
//! layers it has: W₂ (W₁ x + b₁) + b₂ = (W₂ W₁) x + (W₂ b₁ + b₂) is one layer again. With `relu`
//! between the layers each hidden unit bends the plane along a line of its own, and two bends are
//! enough. Minsky and Papert, "Perceptrons", 1969.
//!
//! All but the printing is `no_std` without an allocator: network, gradient and optimiser are plain
//! values on the stack.

use typed_nn::optimizer::{Adam, Optimizer};
use typed_nn::{Learn, Zeroed, network};

network! {
    /// With a bend in the middle.
    struct Bent< 2 => relu 8 => softmax 2 >
}
network! {
    /// The same without.
    struct Straight< 2 => linear 8 => softmax 2 >
}

const INPUTS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const XOR: [u8; 4] = [0, 1, 1, 0];
const STEPS: usize = 500;

/// The whole of training. Returns the mean loss before the last step.
fn train<N: Learn<[f32; 2], u8, Scalar = f32>>(net: &mut N) -> f32 {
    let adam = Adam {
        learning_rate: 0.03,
        ..Adam::default()
    };
    let mut state = adam.state(net);
    let mut loss = f32::NAN;
    for _ in 0..STEPS {
        let mut gradient = N::Gradient::ZERO;
        loss = net.gradient_batch(&INPUTS, &XOR, &mut gradient).loss;
        adam.step(net, &gradient, &mut state);
    }
    loss
}

fn main() {
    let (mut bent, mut straight) = (Bent::new(1), Straight::new(1));
    let (bent_loss, straight_loss) = (train(&mut bent), train(&mut straight));

    println!("the probability of 1 after {STEPS} steps\n");
    println!("x₁ x₂  xor  with relu  with linear");
    for (x, xor) in INPUTS.iter().zip(XOR) {
        let (with_relu, with_linear) = (bent.forward(x)[1], straight.forward(x)[1]);
        println!(
            "{:2} {:2}  {xor:3}  {with_relu:9.3}  {with_linear:11.3}",
            x[0], x[1]
        );
    }
    println!("loss        {bent_loss:9.3}  {straight_loss:11.3}");
    println!(
        "\n\
        Both have {} parameters, and learned from the same data in the same way. Layers without a\n\
        bend between them are one layer: its outputs change along one direction only, and no\n\
        straight line parts (0,1) and (1,0) from (0,0) and (1,1). The best it can say is \"perhaps\":\n\
        probability 1/2 and loss ln 2 = {:.3}.",
        Bent::PARAMS,
        std::f32::consts::LN_2,
    );
}
