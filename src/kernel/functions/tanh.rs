use super::exp::{power_m1, powers};
use super::{polynomial, tanh_in_pieces, with_sign};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// tanh x = x + x³ (c₃ + c₅ x² + …) for |x| ≤ 0.55, to 2⁻²⁹ and 2⁻⁶⁰.
const SERIES: (&[f32], &[f64]) = (
    &[
        -6.262_359e-3,
        2.1063004e-2,
        -5.384986e-2,
        0.13332558,
        -0.33333316,
    ],
    &[
        -1.94929914319995e-05,
        8.331352861975574e-05,
        -0.0002333793866708039,
        0.0005884435623637442,
        -0.0014555426009102907,
        0.00359209198841609,
        -0.008863232596763335,
        0.021869488385527106,
        -0.05396825396374694,
        0.1333333333332659,
        -0.333333333333333,
    ],
);

/// tanh x = 1 − 2 / (e²ˣ + 1); near 0, where that would cancel, a series.
///
/// Both are sums of a number and something smaller that falls or rises with x: no rounding error
/// makes the function fall where it should rise.
#[inline(always)]
pub fn tanh<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    if S::LOOKS_UP {
        return tanh_in_pieces(s, x);
    }
    let size = s.abs(x);
    let square = s.mul(size, size);
    let c = s.mul(square, polynomial(s, square, T::series(SERIES.0, SERIES.1)));
    let near = s.mul_add(size, c, size);

    // from 19 (f32) or 39 on, the result is 1; written so that NaN stays
    let twice = s.min(s.splat(T::constant(19.0, 39.0)), s.add(size, size));
    let n = powers(s, twice);
    let r = s.neg_mul_add(n, s.splat(T::of(core::f64::consts::LN_2)), twice);
    let one = s.splat(T::ONE);
    let e = s.scale_normal(s.add(power_m1(s, r), one), n);
    let far = s.neg_mul_add(s.splat(T::of(2.0)), s.reciprocal(s.add(e, one)), one);

    with_sign(
        s,
        s.select(s.less(size, s.splat(T::of(0.55))), near, far),
        x,
    )
}
