//! Every activation and every loss against `tests/golden/torch_functions.json`: values, and slopes
//! that PyTorch found by automatic differentiation.

use serde_json::Value as Json;
use typed_nn::activation::*;
use typed_nn::loss::{self, Loss, *};

mod common;
use common::{forward, golden, number, numbers};

/// A number in a type.
macro_rules! number {
    ($number:expr) => { Value<{ f64::to_bits($number) }> };
}

/// Where a formula cancels, as 1 − y² does (or, in PyTorch, eˣ − 1), the last bit of 1 is all that
/// can be asked for.
const CANCELS: f64 = 5e-16;
/// PyTorch's slope of gelu_tanh multiplies the cancelled 1 − tanh² u, by 9 at −5.
const CANCELS_AND_GROWS: f64 = 4e-15;
/// Correct to the last bits however small the result is.
const EXACT: f64 = 0.0;

/// |got − expected| ≤ floor + 1e-14 · |expected|
#[track_caller]
fn check(what: &str, got: &[f64], expected: &[f64], floor: f64) {
    assert_eq!(got.len(), expected.len(), "{what}");
    for (&got, &expected) in got.iter().zip(expected) {
        let tolerance = floor + 1e-14 * expected.abs();
        let is_close = (got - expected).abs() <= tolerance;
        assert!(is_close, "{what}: {got:e} instead of {expected:e}");
    }
}

/// Checks `A`; `floors` are those of its value and its slope.
fn elementwise<A: Activation>(json: &Json, name: &str, floors: (f64, f64)) {
    let (x, expected) = (numbers(&json["x"]), &json["elementwise"][name]);
    let (z, y) = forward::<A, _>(&x);
    check(name, &y, &numbers(&expected["y"]), floors.0);
    let mut slope = vec![1.0; x.len()];
    A::chain(&z, &y, &mut slope);
    let name = format!("slope of {name}");
    check(&name, &slope, &numbers(&expected["slope"]), floors.1);
    in_single_precision::<A>(&name, &x);
}

/// In f32 all is the rounded result of f64, give or take a few units in the last place.
fn in_single_precision<A: Activation>(name: &str, x: &[f64]) {
    let x: Vec<_> = x.iter().map(|x| *x as f32).collect();
    let wide: Vec<_> = x.iter().map(|x| f64::from(*x)).collect();
    let (z, y) = forward::<A, _>(&x);
    let (wide_z, wide_y) = forward::<A, _>(&wide);
    let (mut slope, mut wide_slope) = (vec![1.0_f32; x.len()], vec![1.0_f64; x.len()]);
    A::chain(&z, &y, &mut slope);
    A::chain(&wide_z, &wide_y, &mut wide_slope);
    let narrow = y.iter().chain(&slope);
    for (&got, &expected) in narrow.zip(wide_y.iter().chain(&wide_slope)) {
        let tolerance = 4e-7 + 2e-6 * expected.abs();
        let is_close = (f64::from(got) - expected).abs() <= tolerance;
        assert!(is_close, "{name} in f32: {got:e} instead of {expected:e}");
    }
}

#[test]
fn elementwise_activations() {
    let json = golden("torch_functions.json");
    macro_rules! elementwise {
        ($($activation:ty: $name:literal, $value:ident, $slope:ident;)*) => {
            $(elementwise::<$activation>(&json, $name, ($value, $slope));)*
            let all = [$($name),*].len();
            assert_eq!(json["elementwise"].as_object().map(|all| all.len()), Some(all));
        };
    }
    elementwise! {
        linear: "linear", EXACT, EXACT;
        relu: "relu", EXACT, EXACT;
        relu6: "relu6", EXACT, EXACT;
        leaky_relu<number!(0.01)>: "leaky_relu(0.01)", EXACT, EXACT;
        leaky_relu<number!(0.3)>: "leaky_relu(0.3)", EXACT, EXACT;
        elu: "elu", CANCELS, CANCELS;
        elu<number!(0.5)>: "elu(0.5)", CANCELS, CANCELS;
        selu: "selu", CANCELS, CANCELS;
        celu: "celu", CANCELS, CANCELS;
        celu<number!(2.0)>: "celu(2)", CANCELS, CANCELS;
        gelu: "gelu", CANCELS, CANCELS;
        gelu_tanh: "gelu_tanh", CANCELS, CANCELS_AND_GROWS;
        silu: "silu", EXACT, CANCELS;
        mish: "mish", EXACT, CANCELS;
        softplus: "softplus", EXACT, EXACT;
        softsign: "softsign", EXACT, CANCELS;
        tanh: "tanh", EXACT, CANCELS;
        sigmoid: "sigmoid", EXACT, CANCELS;
        hard_sigmoid: "hard_sigmoid", CANCELS, EXACT;
        hard_swish: "hard_swish", CANCELS, EXACT;
        hard_tanh: "hard_tanh", EXACT, EXACT;
    }
}

fn whole<A: Activation>(json: &Json, name: &str) {
    let logits = json["z"].as_array().unwrap();
    let cases = json["whole"][name].as_array().unwrap();
    assert_eq!(logits.len(), cases.len());
    for (logits, case) in logits.iter().zip(cases) {
        let (z, y) = forward::<A, _>(&numbers(logits));
        check(name, &y, &numbers(&case["y"]), CANCELS);
        let mut delta = numbers(&case["delta"]);
        A::chain(&z, &y, &mut delta);
        check(name, &delta, &numbers(&case["chained"]), CANCELS);
    }
}

#[test]
fn activations_of_all_outputs() {
    let json = golden("torch_functions.json");
    whole::<softmax>(&json, "softmax");
    whole::<log_softmax>(&json, "log_softmax");
}

/// The loss `L` behind the activation `A`; how many tables of cases there were.
fn judged<L: Loss<A>, A: Activation>(json: &Json, loss: &str, activation: &str) -> usize {
    let logits = json["z"].as_array().unwrap();
    let tables = json["losses"].as_array().unwrap().iter();
    let tables: Vec<_> = tables
        .filter(|table| {
            let named = table["loss"].as_str().unwrap().split(' ').next().unwrap();
            named == loss && table["activation"] == activation
        })
        .collect();
    for table in &tables {
        let cases = table["cases"].as_array().unwrap();
        assert_eq!(logits.len(), cases.len());
        for (logits, case) in logits.iter().zip(cases) {
            let what = format!("{loss} behind {activation} at {logits}");
            let (z, y) = forward::<A, _>(&numbers(logits));
            let target = numbers(&case["target"]);
            let mut delta = vec![0.0; z.len()];
            L::delta(&z, &y, &target, &mut delta);
            let value = L::value(&z, &y, &target);
            check(&what, &[value], &[number(&case["loss"])], CANCELS);
            check(&what, &delta, &numbers(&case["delta"]), CANCELS);
        }
    }
    tables.len()
}

#[test]
fn losses() {
    let json = golden("torch_functions.json");
    let mut tables = 0;
    macro_rules! behind {
        ($($activation:ident)*: $($loss:ty = $name:literal)*) => {
            behind!(@ [$($activation)*] $($loss = $name)*);
        };
        (@one [$($activation:ident)*] $loss:ty = $name:literal) => {
            $(tables += judged::<$loss, $activation>(&json, $name, stringify!($activation));)*
        };
        (@ $activations:tt $($loss:ty = $name:literal)*) => {
            $(behind!(@one $activations $loss = $name);)*
        };
    }
    behind!(linear tanh softmax:
        mean_squared = "mean_squared"
        sum_squared = "sum_squared"
        sum_squared<number!(0.5)> = "sum_squared(0.5)"
        mean_absolute = "mean_absolute"
        huber = "huber"
        huber<number!(0.5)> = "huber(0.5)"
        smooth_l1 = "smooth_l1"
        smooth_l1<number!(0.1)> = "smooth_l1(0.1)"
    );
    behind!(linear tanh: hinge = "hinge");
    behind!(softmax log_softmax linear:
        cross_entropy = "cross_entropy"
        cross_entropy<number!(0.1)> = "cross_entropy(0.1)"
        loss::kl_divergence = "kl_divergence"
    );
    behind!(sigmoid linear: binary_cross_entropy = "binary_cross_entropy");
    assert_eq!(json["losses"].as_array().map(|all| all.len()), Some(tables));
}
