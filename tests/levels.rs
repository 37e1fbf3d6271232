//! The instructions that the kernels use can be chosen, and all give the same to rounding.

use std::process::Command;
use typed_nn::kernel::Level;
use typed_nn::optimizer::{AdamW, Optimizer};
use typed_nn::{Rng, network};

mod common;
use common::{assert_allowed, normals};

network! { struct Net: f64 < 9 => tanh 37 => gelu 18 => softmax 3 > }

/// Outputs, loss and gradient of 45 samples; of one sample the gradient, and what training makes of the network.
fn results() -> Vec<f64> {
    let (mut net, mut rng) = (Net::new(1), Rng::new(2));
    let inputs: Vec<[f64; 9]> = (0..45)
        .map(|_| common::array(&normals(&mut rng, 9)))
        .collect();
    let classes: Vec<usize> = (0..45).map(|_| rng.below(3)).collect();
    let mut outputs = vec![[0.0; 3]; 45];
    let mut gradient = Net::ZERO;
    net.forward_batch(&inputs, &mut outputs).unwrap();
    let loss = net
        .gradient_batch(&inputs, &classes, &mut gradient)
        .unwrap();
    let mut results = outputs.concat();
    results.push(loss);
    results.extend(gradient.as_slice());
    let mut gradient = Net::ZERO;
    results.push(net.gradient(inputs[0], classes[0], &mut gradient));
    results.extend(gradient.as_slice());
    results.push(net.learn(inputs[1], classes[1], 0.1));
    let adam = AdamW {
        learning_rate: 0.01,
        ..AdamW::default()
    };
    let mut state = adam.state(&net);
    for _ in 0..3 {
        adam.step(&mut net, &gradient, &mut state);
        // where g² is infinite the weight stays
        gradient.layer1.bias[7] = 1e200;
    }
    results.extend(net.as_slice());
    results
}

/// A layer of one of each activation, its outputs and what comes back through it.
macro_rules! activations {
    ($($name:ident $(($number:literal))?)*) => {
        fn activations() -> Vec<(&'static str, Vec<f64>)> {
            let xs: Vec<[f64; 1]> = (-99..=99).map(|i| [f64::from(i) * 0.31]).collect();
            vec![$({
                network! { struct One: f64 < 1 => $name $(($number))? 1 => linear 1 > }
                let mut net = One::ZERO;
                net.layer1.weights[0] = 1.0;
                net.layer2.weights[0] = 1.0;
                let mut outputs = vec![[0.0; 1]; xs.len()];
                net.forward_batch(&xs, &mut outputs).unwrap();
                let mut results = outputs.concat();
                for some in xs.chunks(32) {
                    let mut gradient = One::ZERO;
                    net.gradient_batch(some, &vec![[0.5]; some.len()], &mut gradient).unwrap();
                    results.extend(gradient.as_slice());
                }
                (stringify!($name), results)
            }),*]
        }
    };
}
activations! {
    linear relu relu6 leaky_relu(0.1) elu selu celu(0.5) gelu gelu_tanh silu mish softplus softsign tanh
    sigmoid hard_sigmoid hard_swish hard_tanh
}

/// One test, because the level is that of the whole process.
#[test]
fn every_level_gives_the_same_to_rounding() {
    let started_with = Level::current();
    assert!(started_with.is_available());
    assert!(Level::Portable.force());
    let portable = (results(), activations());
    for level in Level::ALL {
        let before = Level::current();
        let forced = level.force();
        assert_eq!(forced, level.is_available());
        assert_eq!(Level::current(), if forced { level } else { before });
        assert_allowed(&format!("{level:?}"), &results(), &portable.0, "level");
        for ((name, got), (_, expected)) in activations().iter().zip(&portable.1) {
            assert_allowed(&format!("{level:?}, {name}"), got, expected, "level");
        }
    }
    assert!(started_with.force());
}

/// What [`the_environment_chooses`] runs in processes of their own.
#[test]
fn prints_the_level() {
    println!("level {:?}", Level::current());
}

#[test]
fn the_environment_chooses() {
    let best = Level::ALL.into_iter().rfind(|level| level.is_available());
    let best = best.unwrap_or(Level::Portable);
    let wanted = |level: Level| if level.is_available() { level } else { best };
    for (name, level) in [
        ("portable", Level::Portable),
        ("sse2", wanted(Level::Sse2)),
        ("avx2", wanted(Level::Avx2)),
        ("avx512", wanted(Level::Avx512)),
        ("neon", wanted(Level::Neon)),
        ("no such level", best),
    ] {
        let output = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "--nocapture",
                "--test-threads=1",
                "prints_the_level",
            ])
            .env("TYPED_NN_LEVEL", name)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            text.contains(&format!("level {level:?}\n")),
            "{name}: {text}"
        );
    }
}
