//! The elementary functions, each written once: for one number, and for vectors of every kind.
//!
//! No branch, no table, no call: a loop over [`Simd`] does several numbers at once, and with one
//! number at a time ([`Portable`](super::simd::Portable)) every target gets the same bits. Levels that round a b + c
//! once differ from those in the last bits. `cargo bench --bench ulp` says how large the errors are.
//!
//! The polynomials and quotients are minimax in the relative error, fitted by Remez's algorithm
//! (Sollya's `fpminimax`, with coefficients of the precision they are used in).

mod exp;
mod gelu_tanh;
mod ln;
mod logistic;
mod mish;
mod normal;
mod pair;
mod precision;
mod softplus;
mod tanh;

pub use exp::{exp, exp_m1};
pub use gelu_tanh::gelu_tanh;
pub use ln::{ln, ln_1p};
pub use logistic::{sigmoid, silu};
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
