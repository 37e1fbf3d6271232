//! The node tests of ONNX that a dense network can express: activations, dense layers, layer
//! normalisation, dropout in evaluation, softmax cross-entropy and negative log-likelihood.
//!
//! `tests/golden/onnx_nodes.json` names those that are left out, each with its reason. The tolerance
//! is that of ONNX's own loader.

use serde_json::Value as Json;
use std::collections::BTreeSet;
use typed_nn::activation::*;
use typed_nn::loss::{Loss, cross_entropy};
use typed_nn::{Scalar, network};

mod common;
use common::{golden, numbers};

network! { struct Dense<const I: usize, const O: usize>: f64 < I => linear O > }
network! { struct Normed<const N: usize>: f64 < N => layer_norm() > }
network! { struct NormedWidely<const N: usize>: f64 < N => layer_norm(0.1) > }
network! { struct Dropping<const N: usize>: f64 < N => dropout(0.5) > }

fn cases() -> Json {
    golden("onnx_nodes.json")["cases"].take()
}

/// |a − b| ≤ 10⁻⁷ + 10⁻³ |b|, as onnx/backend/test/loader has it; f32 of theirs, f64 of ours.
#[track_caller]
fn assert_close(name: &str, got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len(), "{name}");
    for (&a, &b) in got.iter().zip(expected) {
        assert!(
            (a - b).abs() <= 1e-7 + 1e-3 * b.abs(),
            "{name}: {a}, not {b}"
        );
    }
}

/// A matrix of a case, row by row.
fn rows(json: &Json) -> Vec<Vec<f64>> {
    json.as_array().unwrap().iter().map(numbers).collect()
}

/// What an activation makes of each row.
fn check_rows<A: Activation>(name: &str, case: &Json) {
    for (mut x, y) in rows(&case["x"]).into_iter().zip(rows(&case["y"])) {
        A::forward(&mut x);
        assert_close(name, &x, &y);
    }
}

/// What an activation makes of each value.
fn check_values<A: Activation>(name: &str, case: &Json) {
    let (mut x, y) = (numbers(&case["x"]), numbers(&case["y"]));
    A::forward(&mut x);
    assert_close(name, &x, &y);
}

/// What a network of these weights, in its own order, makes of each row.
macro_rules! check_network {
    ($net:ty, $name:expr, $case:expr, $weights:expr) => {{
        let mut net = <$net>::ZERO;
        net.as_mut_slice().copy_from_slice(&$weights);
        for (x, y) in rows(&$case["x"]).iter().zip(rows(&$case["y"])) {
            let x = common::array::<f64, { <$net>::IN }>(x);
            assert_close($name, net.forward(x).as_slice(), &y);
        }
    }};
}

/// A number that stands behind an activation's name.
pub enum Number<const TENTHS: u64> {}
impl<const TENTHS: u64> Parameter for Number<TENTHS> {
    const VALUE: f64 = TENTHS as f64 / 10.0;
}
/// 0.01
pub enum Hundredth {}
impl Parameter for Hundredth {
    const VALUE: f64 = 0.01;
}

fn elementwise(name: &str, case: &Json) {
    let numbers = numbers(&case["numbers"]);
    match (case["word"].as_str().unwrap(), &numbers[..]) {
        ("celu", [2.0]) => check_values::<celu<Number<20>>>(name, case),
        ("elu", [1.0]) => check_values::<elu>(name, case),
        ("elu", [2.0]) => check_values::<elu<Number<20>>>(name, case),
        ("gelu", []) => check_values::<gelu>(name, case),
        ("gelu_tanh", []) => check_values::<gelu_tanh>(name, case),
        ("hard_swish", []) => check_values::<hard_swish>(name, case),
        ("hard_tanh", []) => check_values::<hard_tanh>(name, case),
        ("leaky_relu", [0.01]) => check_values::<leaky_relu<Hundredth>>(name, case),
        ("leaky_relu", [0.1]) => check_values::<leaky_relu<Number<1>>>(name, case),
        ("linear", []) => check_values::<linear>(name, case),
        ("mish", []) => check_values::<mish>(name, case),
        ("relu", []) => check_values::<relu>(name, case),
        ("selu", []) => check_values::<selu>(name, case),
        ("sigmoid", []) => check_values::<sigmoid>(name, case),
        ("softplus", []) => check_values::<softplus>(name, case),
        ("softsign", []) => check_values::<softsign>(name, case),
        ("tanh", []) => check_values::<tanh>(name, case),
        other => panic!("{name}: {other:?}"),
    }
}

fn dense(name: &str, case: &Json) {
    let (weights, bias) = (rows(&case["weights"]), numbers(&case["bias"]));
    let (inputs, outputs) = (weights[0].len(), bias.len());
    // column by column, then the bias
    let columns = (0..inputs).flat_map(|i| weights.iter().map(move |row| row[i]));
    let all: Vec<f64> = columns.chain(bias).collect();
    match (inputs, outputs) {
        (3, 4) => check_network!(Dense<3, 4>, name, case, all),
        (4, 3) => check_network!(Dense<4, 3>, name, case, all),
        (4, 5) => check_network!(Dense<4, 5>, name, case, all),
        (5, 4) => check_network!(Dense<5, 4>, name, case, all),
        (6, 4) => check_network!(Dense<6, 4>, name, case, all),
        (7, 3) => check_network!(Dense<7, 3>, name, case, all),
        (7, 4) => check_network!(Dense<7, 4>, name, case, all),
        (10, 3) => check_network!(Dense<10, 3>, name, case, all),
        other => panic!("{name}: {other:?}"),
    }
}

fn layer_norm(name: &str, case: &Json) {
    let all = [numbers(&case["weights"]), numbers(&case["bias"])].concat();
    match (case["epsilon"].as_f64(), all.len() / 2) {
        (Some(1e-5), 4) => check_network!(Normed<4>, name, case, all),
        (Some(1e-5), 5) => check_network!(Normed<5>, name, case, all),
        (Some(1e-5), 12) => check_network!(Normed<12>, name, case, all),
        (Some(1e-5), 20) => check_network!(Normed<20>, name, case, all),
        (Some(1e-5), 60) => check_network!(Normed<60>, name, case, all),
        (Some(1e-5), 120) => check_network!(Normed<120>, name, case, all),
        (Some(0.1), 5) => check_network!(NormedWidely<5>, name, case, all),
        (Some(0.1), 15) => check_network!(NormedWidely<15>, name, case, all),
        (Some(0.1), 30) => check_network!(NormedWidely<30>, name, case, all),
        other => panic!("{name}: {other:?}"),
    }
}

fn dropout(name: &str, case: &Json) {
    let (x, y) = (numbers(&case["x"]), numbers(&case["y"]));
    let got = match x.len() {
        3 => Dropping::<3>::new(1)
            .forward(common::array::<f64, 3>(&x))
            .as_slice()
            .to_vec(),
        60 => Dropping::<60>::new(1)
            .forward(common::array::<f64, 60>(&x))
            .as_slice()
            .to_vec(),
        other => panic!("{name}: {other}"),
    };
    assert_close(name, &got, &y);
}

/// Each sample's loss, and their mean or sum.
fn losses(name: &str, case: &Json, loss: impl Fn(&[f64], &[f64]) -> f64) {
    let classes = case["classes"].as_array().unwrap();
    let each = rows(&case["x"]).into_iter().zip(classes).map(|(x, class)| {
        let mut target = vec![0.0; x.len()];
        target[class.as_u64().unwrap() as usize] = 1.0;
        loss(&x, &target)
    });
    let each: Vec<f64> = each.collect();
    let (sum, count) = (each.iter().sum::<f64>(), each.len() as f64);
    let got = match case["reduction"].as_str().unwrap() {
        "none" => each,
        "sum" => vec![sum],
        "mean" => vec![sum / count],
        other => panic!("{name}: {other}"),
    };
    assert_close(name, &got, &numbers(&case["loss"]));
    if let Some(expected) = case.get("log_probabilities") {
        let with = serde_json::json!({ "x": case["x"], "y": expected });
        check_rows::<log_softmax>(name, &with);
    }
}

#[test]
fn every_case() {
    let cases = cases();
    let cases = cases.as_object().unwrap();
    for (name, case) in cases {
        match case["kind"].as_str().unwrap() {
            "elementwise" => elementwise(name, case),
            "rows" if case["word"] == "softmax" => check_rows::<softmax>(name, case),
            "rows" if case["word"] == "log_softmax" => check_rows::<log_softmax>(name, case),
            "dense" => dense(name, case),
            "layer_norm" => layer_norm(name, case),
            "dropout" => dropout(name, case),
            // of logits
            "cross_entropy" => losses(name, case, |x, target| {
                <cross_entropy as Loss<linear>>::value(x, x, target)
            }),
            // of what log_softmax gives, whatever it was made of
            "negative_log_likelihood" => losses(name, case, |y, target| {
                <cross_entropy as Loss<log_softmax>>::value(y, y, target)
            }),
            other => panic!("{name}: {other}"),
        }
    }
    assert_eq!(cases.len(), 106);
}

/// The same in `f32`, whose exponentials overflow early.
#[test]
fn large_numbers_in_single_precision() {
    let cases = cases();
    for (name, is_log) in [
        ("softmax_large_number", false),
        ("logsoftmax_large_number", true),
    ] {
        let case = &cases[name];
        for (x, y) in rows(&case["x"]).into_iter().zip(rows(&case["y"])) {
            let mut x: Vec<f32> = x.iter().map(|&x| x as f32).collect();
            match is_log {
                true => log_softmax::forward(&mut x),
                false => softmax::forward(&mut x),
            }
            let got: Vec<f64> = x.iter().map(|x| x.to_f64()).collect();
            assert_close(name, &got, &y);
        }
    }
}

/// Whatever is not tested is named, and by a reason.
#[test]
fn what_is_left_out_has_a_reason() {
    let json = golden("onnx_nodes.json");
    let left_out = json["left_out"].as_object().unwrap();
    assert_eq!(left_out.len(), 234);
    assert!(
        left_out
            .values()
            .all(|reason| reason.as_str().unwrap().len() > 10)
    );
    let reasons: BTreeSet<_> = left_out
        .values()
        .map(|reason| reason.as_str().unwrap())
        .collect();
    assert!(reasons.contains("it weights the classes"), "{reasons:?}");
}
