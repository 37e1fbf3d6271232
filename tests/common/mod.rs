//! What several tests share: JSON, random numbers, and how to compare.
#![allow(dead_code)]

pub mod classifier;
mod tolerances;

pub use tolerances::{allowed, epsilon};

use serde_json::Value;
use typed_nn::activation::{Activation, Keep};
use typed_nn::{Rng, Scalar};

/// A file of `tests/golden`.
pub fn golden(file: &str) -> Value {
    let path = format!("{}/tests/golden/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All numbers of a JSON value, however nested, in reading order.
pub fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        Value::Number(number) => number.as_f64().into_iter().collect(),
        other => panic!("not a number: {other}"),
    }
}

/// One number of a JSON value.
pub fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("not a number: {value}"))
}

/// What A's backward step finds in the trace as z, and y = A(z).
pub fn forward<A: Activation, T: Scalar>(z: &[T]) -> (Vec<T>, Vec<T>) {
    let mut y = z.to_vec();
    A::forward(&mut y);
    let mut kept = A::Keep::nothing(Vec::new);
    A::Keep::keep(&z.to_vec(), &mut kept);
    (A::Keep::z(&kept, &y).clone(), y)
}

/// |a − b| / max(1, |a|, |b|); infinite if one of them is NaN, or they differ and one is infinite.
pub fn error(a: f64, b: f64) -> f64 {
    if a == b {
        return 0.0;
    }
    let error = (a - b).abs() / 1_f64.max(a.abs()).max(b.abs());
    if error.is_nan() { f64::INFINITY } else { error }
}

/// The largest [`error`] of pairs of numbers.
pub fn largest_error(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .fold(0.0, |worst, (&a, &b)| error(a, b).max(worst))
}

/// Panics, naming `what`, unless all [`error`]s are at most `tolerance`.
#[track_caller]
pub fn assert_close(what: &str, got: &[f64], expected: &[f64], tolerance: f64) {
    let worst = largest_error(got, expected);
    assert!(
        worst <= tolerance,
        "{what}: off by {worst:e}\n{got:?} instead of\n{expected:?}"
    );
}

/// The same of numbers of any type, unless they are off by more than the table allows for this kind.
#[track_caller]
pub fn assert_allowed<T: Scalar>(what: &str, got: &[T], expected: &[T], kind: &str) {
    let wide = |values: &[T]| -> Vec<f64> { values.iter().map(|v| v.to_f64()).collect() };
    let tolerance = allowed::<T>(kind) * epsilon::<T>();
    assert_close(what, &wide(got), &wide(expected), tolerance);
}

/// Normally distributed numbers.
pub fn normals(rng: &mut Rng, count: usize) -> Vec<f64> {
    (0..count).map(|_| rng.normal()).collect()
}

/// A slice as an array.
pub fn array<T: Copy, const N: usize>(values: &[T]) -> [T; N] {
    values
        .try_into()
        .unwrap_or_else(|_| panic!("{} values, not {N}", values.len()))
}
