//! How far numbers may be from what they should be: one table for all tests, that of `typed_nn::kernel`'s documentation.
//!
//! Tests against other people's numbers have tolerances of their own, for those numbers are rounded in another way: against
//! PyTorch's (`*_as_in_pytorch.rs`, `stages.rs`, `parts.rs`, `schedules.rs`, `lbfgs.rs`, `own_optimizer.rs`), ONNX's (`onnx_*.rs`,
//! which are told by its own tests), scikit-learn's (`metrics.rs`), those that a book has printed (`worked_examples.rs`), of
//! files (`weights.rs`), and of differences of a loss that stand for its slope.

const TABLE: &str = include_str!("../../src/kernel/tolerances.md");

/// What the table allows, in numbers of type `T`.
pub fn allowed<T>(what: &str) -> f64 {
    let column = if size_of::<T>() == 4 { 2 } else { 3 };
    let cell = |line: &'static str, column| line.split('|').nth(column).unwrap_or_default().trim();
    let line = TABLE
        .lines()
        .find(|line| cell(line, 1).trim_matches('`') == what);
    let line = line.unwrap_or_else(|| panic!("no tolerance for {what}"));
    let number = cell(line, column).parse();
    number.unwrap_or_else(|_| panic!("no number: {line}"))
}

/// The distance from 1 to the next number of type `T`.
pub fn epsilon<T>() -> f64 {
    match size_of::<T>() {
        4 => f32::EPSILON.into(),
        _ => f64::EPSILON,
    }
}
