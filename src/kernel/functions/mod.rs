//! The elementary functions, each written once: for one number, and for vectors of every kind.
//!
//! No branch, no table, no call: a loop over [`Simd`] does several numbers at once, and with one
//! number at a time ([`Portable`](super::simd::Portable)) every target gets the same bits. Levels that round a b + c
//! once differ from those in the last bits.
//!
//! | `f32`, errors in ULP | plain Rust, SSE2 | AVX2 | AVX-512 | numbers looked at | |
//! |---|---|---|---|---|---|
//! | `exp` | 0.908 at 60.01 | 0.891 at 15.60 | the same | all | rises |
//! | `exp_m1` | 1.684 at 0.3467 | 1.581 at 0.3470 | the same | all | rises |
//! | `ln` | 0.888 at 1.425 | 0.874 at 1.418 | the same | all | rises |
//! | `ln_1p` | 1.268 at 0.5 | 1.268 at 0.5 | the same | all | rises |
//! | `tanh` | 1.465 at −0.5511 | 1.465 at −0.5511 | the same | all | rises |
//! | `sigmoid` | 2.481 at −16.64 | 2.481 at −16.64 | 2.486 at −16.64 | all | rises |
//! | `softplus` | 1.620 at −1.265 | 1.631 at −1.282 | the same | all | rises |
//! | `silu` | 2.852 at −16.70 | 2.852 at −16.70 | the same | all | |
//! | `mish` | 3.925 at −13.80 | 3.925 at −13.80 | the same | all | |
//! | `erfc` | 3.538 at 3.271 | 2.689 at 1.317 | the same | all, before it had its own series from ½ to 1 | falls at one number in 20,011, and at all around ½ and 1 |
//! | `gelu` | 3.645 at −0.06583 | 3.645 at −0.06583 | the same | all | |
//! | `gelu_tanh` | 2.449 at −0.0004829 | 2.449 at −0.0004829 | the same | one in 65 | |
//!
//! `cargo bench --bench ulp -- f32` makes this table, against `libm` in `f64`; "rises" means that no
//! number has a smaller value than the one before. With `-- f64` it is the errors of a sample, against
//! numbers of twice the digits; in 10⁶ of them, at most 0.85 for `exp`, 0.80 for `ln` and `ln_1p`, 1.5 for
//! `exp_m1`, `tanh` and `softplus`, 2.5 for `sigmoid`, `silu` and `gelu_tanh`, 3.7 for the others.
//!
//! The polynomials and quotients are minimax in the relative error, fitted by Remez's algorithm
//! (Sollya's `fpminimax`, with coefficients of the precision they are used in).

mod exp;
mod gelu_tanh;
mod ln;
mod logistic;
mod map;
mod mish;
mod normal;
mod pair;
mod precision;
mod softplus;
mod tanh;

pub use exp::{Exp, exp, exp_m1};
pub use gelu_tanh::gelu_tanh;
pub use ln::{Ln, ln, ln_1p};
pub use logistic::{sigmoid, silu};
pub use map::Function;
pub use mish::mish;
pub use normal::{erfc, gelu};
pub use precision::Precision;
pub use softplus::softplus;
pub use tanh::tanh;

use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// c₀ + c₁ x + c₂ x² + …, the coefficient of the highest power first (Horner).
#[inline(always)]
fn polynomial<T: Scalar, S: Simd<T>>(s: S, x: S::V, coefficients: &'static [T]) -> S::V {
    let mut coefficients = coefficients.iter();
    let highest = coefficients.next().copied().unwrap_or(T::ZERO);
    coefficients.fold(s.splat(highest), |sum, &c| s.mul_add(sum, x, s.splat(c)))
}

/// `magnitude`, which is not negative, with the sign of `x`.
#[inline(always)]
fn with_sign<T: Scalar, S: Simd<T>>(s: S, magnitude: S::V, x: S::V) -> S::V {
    let sign = s.and(s.bits(x), s.bits(s.splat(-T::ZERO)));
    s.of_bits(s.or(s.bits(magnitude), sign))
}
