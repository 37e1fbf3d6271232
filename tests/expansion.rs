//! The kept expansion of a network compiles, and does what the macro's does.

use typed_nn::{Network, network};

#[allow(unsafe_code, dead_code)]
mod kept {
    use typed_nn as nn;

    include!("golden/expansion_2_3_3_2.rs");
}

network! {
    /// Tells two kinds of point apart.
    pub struct Classifier< 2 => relu 3 => relu 3 => softmax 2 >
}

const INPUTS: [[f32; 2]; 3] = [[0.5, -1.0], [2.0, 0.25], [-0.75, 1.5]];
const CLASSES: [usize; 3] = [0, 1, 1];

#[test]
fn outputs_are_the_same() {
    let (net, twin) = (Classifier::new(7), kept::Classifier::new(7));
    assert_eq!(net.as_slice(), twin.as_slice());
    for input in INPUTS {
        assert_eq!(net.forward(input), twin.forward(input));
    }
}

#[test]
fn gradients_are_the_same() {
    let (mut net, mut twin) = (Classifier::new(7), kept::Classifier::new(7));
    let (mut gradient, mut other) = (Classifier::ZERO, kept::Classifier::ZERO);
    for (input, class) in INPUTS.iter().zip(CLASSES) {
        let loss = net.gradient(input, class, &mut gradient);
        assert_eq!(loss, twin.gradient(input, class, &mut other));
    }
    let loss = net.gradient_batch(&INPUTS, &CLASSES, &mut gradient);
    assert_eq!(loss, twin.gradient_batch(&INPUTS, &CLASSES, &mut other));
    assert_eq!(gradient.as_slice(), other.as_slice());
    for (input, class) in INPUTS.iter().zip(CLASSES) {
        assert_eq!(net.learn(input, class, 0.1), twin.learn(input, class, 0.1));
    }
    assert_eq!(net.as_slice(), twin.as_slice());
}

#[test]
fn what_generic_code_sees_is_the_same() {
    assert_eq!(
        <Classifier as Network>::SUMMARY,
        <kept::Classifier as Network>::SUMMARY
    );
    assert_eq!(Classifier::PARAMS, 29);
}
