//! How many instructions a forward pass takes for 1,000 random samples and for extreme ones: `firmware/run` looks at
//! the least and the most.
#![no_std]
#![no_main]

use core::hint::black_box;
use firmware::runtime::{finish, measure, stack_peak};
use typed_nn::{Rng, network};

network! { struct Relu< 4 => relu 16 => relu 16 => linear 3 > }
network! { struct Tanh< 4 => tanh 8 => tanh 8 => linear 1 > }
network! { struct Sigmoid< 4 => sigmoid 8 => sigmoid 1 > }
network! { struct Softmax< 4 => relu 8 => softmax 3 > }

/// Every one is an input, beside three zeros and beside three of its own.
const EXTREMES: [f32; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    f32::MIN_POSITIVE,
    1e-40,
    -1e-40,
    f32::EPSILON,
    88.8,
    -103.9,
    1e4,
    f32::MAX,
    f32::MIN,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::NAN,
];

macro_rules! look {
    ($net:ident, $name:literal) => {{
        #[inline(never)]
        fn infer(net: &$net, input: &[f32; 4]) -> [f32; $net::OUT] {
            net.forward(input).into()
        }
        // one place in the program that is counted
        #[inline(never)]
        fn one(net: &$net, input: &[f32; 4]) {
            black_box(measure($name, || infer(net, black_box(input))));
        }
        #[inline(never)]
        fn all() {
            let (net, mut rng) = ($net::new(1), Rng::new(2));
            for _ in 0..1000 {
                one(&net, &[(); 4].map(|()| 8.0 * rng.uniform::<f32>() - 4.0));
            }
            for value in EXTREMES {
                one(&net, &[value, 0.0, 0.0, 0.0]);
                one(&net, &[value; 4]);
            }
        }
        all()
    }};
}

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    look!(Relu, "relu_inputs");
    look!(Tanh, "tanh_inputs");
    look!(Sigmoid, "sigmoid_inputs");
    look!(Softmax, "softmax_inputs");
    finish(stack_peak(), true)
}
