//! One pass of one network, so many times: for `benches/instructions.sh`, which counts the instructions.
//!
//! `cargo bench --bench instructions -- NET PASS TIMES`, for instance `b gradient_batch 100`.

use std::env;
use std::hint::black_box;
use typed_nn::optimizer::{Adam, Optimizer, Sgd};
use typed_nn::{Rng, network};

/// As many as go through a network together.
const SAMPLES: usize = 32;

network! { struct A< 2 => relu 3 => relu 3 => softmax 2 > }
network! { struct B< 4 => relu 32 => relu 32 => softmax 3 > }
network! { struct C< 13 => tanh 64 => tanh 64 => linear 1 > }
network! { struct D< 784 => relu 128 => relu 64 => softmax 10 > }
network! { struct E< 8 => relu 256 => relu 256 => softmax 4 > }

fn random<const N: usize>(seed: u64) -> [[f32; N]; SAMPLES] {
    let mut rng = Rng::new(seed);
    std::array::from_fn(|_| std::array::from_fn(|_| rng.uniform()))
}

macro_rules! run {
    ($net:ident, $pass:expr, $times:expr) => {{
        let (mut net, mut gradient) = ($net::boxed(1), $net::boxed_zero());
        let (inputs, targets) = (random::<{ $net::IN }>(2), random::<{ $net::OUT }>(3));
        let mut outputs = [[0.0; $net::OUT]; SAMPLES];
        // as full as a picture of a digit is: one pixel in five
        let mut image = inputs[0];
        for (at, value) in image.iter_mut().enumerate() {
            *value *= f32::from(u8::from(at % 28 >= 12 && at % 28 < 18 && at > 27));
        }
        let (sgd, adam) = (Sgd::default(), Adam::default());
        let (mut plain, mut moments) = (sgd.state(&*net), Box::new(adam.state(&*net)));
        for _ in 0..$times {
            let (inputs, targets) = (black_box(&inputs), black_box(&targets));
            match $pass {
                "forward" => {
                    black_box(net.forward(&inputs[0]));
                }
                "image" => {
                    black_box(net.forward(black_box(&image)));
                }
                "forward_batch" => net.forward_batch(inputs, &mut outputs).unwrap(),
                "gradient" => {
                    black_box(net.gradient(&inputs[0], &targets[0], &mut gradient));
                }
                "learn" => {
                    black_box(net.learn(&inputs[0], &targets[0], 1e-3));
                }
                "gradient_batch" => {
                    black_box(net.gradient_batch(inputs, targets, &mut gradient).unwrap());
                }
                "sgd" => sgd.step(&mut *net, &*gradient, &mut plain),
                "sgd_batch" => {
                    let learnt =
                        sgd.learn_batch(&mut *net, inputs, targets, &mut gradient, &mut plain);
                    black_box(learnt.unwrap());
                }
                "adam" => adam.step(&mut *net, &*gradient, &mut moments),
                other => panic!("there is no pass `{other}`"),
            }
        }
        black_box((outputs, &net, &gradient));
    }};
}

fn main() {
    let arguments: Vec<_> = env::args().collect();
    // `cargo bench` adds `--bench`, and runs every benchmark without arguments
    let [_, net, pass, times, ..] = arguments.as_slice() else {
        return;
    };
    let times = times.parse().unwrap_or(0);
    match net.as_str() {
        "a" => run!(A, pass.as_str(), times),
        "b" => run!(B, pass.as_str(), times),
        "c" => run!(C, pass.as_str(), times),
        "d" => run!(D, pass.as_str(), times),
        "e" => run!(E, pass.as_str(), times),
        other => panic!("there is no network `{other}`"),
    }
}
