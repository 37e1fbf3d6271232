//! The elementary functions, each written once: for one number, and for vectors of every kind.
//!
//! No branch, no call: a loop over [`Simd`] does several numbers at once, and with one
//! number at a time ([`Portable`](super::simd::Portable)) every target gets the same bits. Levels that round a b + c
//! once differ from those in the last bits; and where 32 numbers can be looked up at once, which AVX-512 can, `tanh` of `f32`
//! is made of pieces.
//!
//! | `f32`, errors in ULP | plain Rust, SSE2 | AVX2 | AVX-512 | numbers looked at | |
//! |---|---|---|---|---|---|
//! | `exp` | 0.908 at 60.01 | 0.891 at 15.60 | the same | all | rises |
//! | `exp_m1` | 1.684 at 0.3467 | 1.581 at 0.3470 | the same | all | rises |
//! | `ln` | 0.888 at 1.425 | 0.874 at 1.418 | the same | all | rises |
//! | `ln_1p` | 1.268 at 0.5 | 1.268 at 0.5 | the same | all | rises |
//! | `tanh` | 1.465 at −0.5511 | 1.465 at −0.5511 | 1.296 at −0.5490 | all | rises |
//! | `sigmoid` | 2.481 at −16.64 | 2.481 at −16.64 | 2.486 at −16.64 | all | rises |
//! | `softplus` | 1.620 at −1.265 | 1.631 at −1.282 | the same | all | rises |
//! | `silu` | 2.852 at −16.70 | 2.852 at −16.70 | the same | all | |
//! | `mish` | 2.788 at −0.2386 | 2.746 at −0.2349 | 2.737 at −0.2361 | all | |
//! | `erfc` | 3.538 at 3.271 | 2.689 at 1.317 | no more | all | falls |
//! | `gelu` | 3.645 at −0.06583 | 3.645 at −0.06583 | no more | all | |
//! | `gelu_tanh` | 2.449 at −0.0004829 | 2.449 at −0.0004829 | the same | one in 65 | |
//!
//! `cargo bench --bench ulp -- f32` makes this table, against `libm` in `f64`; "rises" means that no
//! number has a smaller value than the one before. What the tests allow stands in [`kernel`](crate::kernel#how-exact-they-are).
//!
//! | `f64`, errors in ULP | plain Rust, SSE2 | AVX2, AVX-512 | numbers looked at |
//! |---|---|---|---|
//! | `exp` | 0.868 at −37.77 | 0.839 at 20.46 | 10⁸ |
//! | `exp_m1` | 1.499 at 0.3524 | 1.563 at 0.3671 | 10⁸ |
//! | `ln` | 0.820 at 1.488 | 0.817 at 0.7409 | 10⁸ |
//! | `ln_1p` | 0.836 at −0.2780 | 0.825 at −0.2621 | 10⁸ |
//! | `tanh` | 1.557 at 0.5546 | 1.564 at 0.5511 | 10⁸ |
//! | `sigmoid` | 2.481 at −36.74 | 2.481 at −36.74 | 10⁸ |
//! | `softplus` | 1.593 at −1.266 | 1.555 at −1.268 | 10⁸ |
//! | `silu` | 2.740 at −36.89 | 2.740 at −36.89 | 10⁸ |
//! | `mish` | 2.649 at −0.2302 | 2.685 at −0.2368 | 10⁸ |
//! | `erfc` | 3.215 at 12.86 | 2.653 at 1.104 | 10⁸ |
//! | `gelu` | 3.789 at −1.348 | 3.622 at −0.0009480 | 10⁸ |
//! | `gelu_tanh` | 2.463 at −7.090 | 2.463 at −7.090 | 10⁸ |
//!
//! `cargo bench --bench ulp -- f64` makes this one of 10⁸ numbers, `-- f64 1000000 mish` of 10⁶ for one function: half of them
//! from −40 to 40, half of any size down to 2⁻⁵⁹, each beside the next, against numbers of twice the digits. None turns either.
//!
//! The polynomials and quotients are minimax in the relative error, fitted by Remez's algorithm
//! (Sollya's `fpminimax`, with coefficients of the precision they are used in); those of `tanh` in pieces go through its values at
//! Chebyshev's points, the ends among them.

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
mod tanh_in_pieces;

pub use exp::{Exp, ExpOfNegative, exp, exp_m1, exp_of_negative};
pub use gelu_tanh::gelu_tanh;
pub use ln::{Ln, ln, ln_1p};
pub use logistic::{sigmoid, silu};
pub use map::Function;
pub use mish::mish;
pub use normal::{erfc, gelu};
pub use precision::Precision;
pub use softplus::softplus;
pub use tanh::tanh;
use tanh_in_pieces::tanh_in_pieces;

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
