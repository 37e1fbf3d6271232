//! The training operators among the node tests of ONNX: one step from a state that is given.
//!
//! `norm_coefficient` is `weight_decay`. Steps are counted from 0 there; in step 0 momentum is not
//! dampened, as here in step 1, and Adam is not corrected, as here after many steps.

use serde_json::Value;
use typed_nn::network;
use typed_nn::optimizer::*;

mod common;
use common::{assert_close, golden, number, numbers};

// two parameters: the tensors hold one or two
network! { struct Pair: f64< 1 => linear 1 > }

/// Checks a case whose optimiser keeps as many moments; `steps` were taken before.
fn check<O, const MOMENTS: usize>(name: &str, steps: u64, make: impl Fn(&Value, f64) -> O)
where
    O: Optimizer<f64, State<Pair> = State<Pair, MOMENTS>>,
{
    let case = &golden("onnx_training.json")["cases"][name];
    assert_eq!(numbers(&case["steps"]), [0.0]);
    let optimizer = make(&case["attributes"], numbers(&case["rate"])[0]);
    let row = |kind: &str, at: usize| numbers(&case[kind][at]);
    // all weights, all gradients, then moment by moment
    let tensors = case["inputs"].as_array().unwrap().len() / (2 + MOMENTS);
    for tensor in 0..tensors {
        let filled = |at: usize| {
            let (mut pair, values) = (Pair::ZERO, row("inputs", at * tensors + tensor));
            pair.as_mut_slice()[..values.len()].copy_from_slice(&values);
            pair
        };
        let (mut net, gradient) = (filled(0), filled(1));
        let mut state = optimizer.state(&net);
        state.steps = steps;
        state.moments = std::array::from_fn(|moment| filled(2 + moment));
        optimizer.step(&mut net, &gradient, &mut state);
        for (at, got) in [&net].into_iter().chain(&state.moments).enumerate() {
            let expected = row("outputs", at * tensors + tensor);
            let got = &got.as_slice()[..expected.len()];
            assert_close(name, got, &expected, 1e-6);
        }
    }
}

#[test]
fn adagrad() {
    for name in ["adagrad", "adagrad_multiple"] {
        check(name, 0, |attributes, learning_rate| Adagrad {
            learning_rate,
            lr_decay: number(&attributes["decay_factor"]),
            epsilon: number(&attributes["epsilon"]),
            weight_decay: number(&attributes["norm_coefficient"]),
            ..Adagrad::default()
        });
    }
}

#[test]
fn adam() {
    for name in ["adam", "adam_multiple"] {
        check(name, 100_000, |attributes, learning_rate| Adam {
            learning_rate,
            beta1: number(&attributes["alpha"]),
            beta2: number(&attributes["beta"]),
            // `adam_multiple` was computed with 0.01 (onnx/backend/test/case/node/adam.py), which its
            // node does not say
            epsilon: attributes["epsilon"].as_f64().unwrap_or(1e-2),
            weight_decay: number(&attributes["norm_coefficient"]),
        });
    }
}

#[test]
fn momentum_and_nesterov() {
    for name in ["momentum", "momentum_multiple", "nesterov_momentum"] {
        check(name, 0, |attributes, learning_rate| Momentum {
            learning_rate,
            momentum: number(&attributes["alpha"]),
            dampening: 1.0 - number(&attributes["beta"]),
            weight_decay: number(&attributes["norm_coefficient"]),
            nesterov: attributes["mode"] == "nesterov",
        });
    }
}
