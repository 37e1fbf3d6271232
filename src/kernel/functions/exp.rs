use super::{Function, polynomial, with_sign};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// eˣ − 1 = x + x² (c₂ + c₃ x + …) for |x| ≤ ½ ln 2, to 2⁻²⁶ and 2⁻⁶¹.
const SERIES: (&[f32], &[f64]) = (
    &[
        1.3864919e-3,
        8.3667515e-3,
        4.1667502e-2,
        0.16666542,
        0.49999997,
    ],
    &[
        2.08876734440221e-09,
        2.510940219626607e-08,
        2.75573594147494e-07,
        2.755724326730898e-06,
        2.4801587229404526e-05,
        0.0001984126988694598,
        0.001388888888892792,
        0.008333333333321358,
        0.0416666666666666,
        0.16666666666666677,
        0.5,
    ],
);

/// [`exp`] as a [`Function`].
#[derive(Debug)]
pub enum Exp {}

impl Function for Exp {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        exp(s, x)
    }
}

/// [`exp_of_negative`] as a [`Function`].
#[derive(Debug)]
pub enum ExpOfNegative {}

impl Function for ExpOfNegative {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        exp_of_negative(s, x)
    }
}

/// eˣ
#[inline(always)]
pub fn exp<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    // beyond this it is ∞; written so that NaN stays
    exp_of_negative(s, s.min(s.splat(T::constant(89.0, 710.0)), x))
}

/// eˣ for x that are not large: up to 89 (`f32`) or 710 (`f64`).
#[inline(always)]
pub fn exp_of_negative<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    // below this it is 0; written so that NaN stays
    let x = s.max(s.splat(T::constant(-104.0, -746.0)), x);
    let (m1, n) = power(s, x, s.zero());
    s.scale(s.add(m1, s.splat(T::ONE)), n)
}

/// eˣ − 1, exact near 0.
#[inline(always)]
pub fn exp_m1<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    let clamped = s.max(s.splat(T::constant(-18.0, -38.0)), x);
    let clamped = s.min(s.splat(T::constant(89.0, 710.0)), clamped);
    let (m1, n) = power(s, clamped, s.zero());
    // 2ⁿ (1 + m) − 1 = 2ⁿ (m + (1 − 2⁻ⁿ)); behind 2¹⁰⁰ the last term is long lost
    let less = s.power_of_two(s.neg(s.min(s.splat(T::of(100.0)), n)));
    let y = s.scale(s.add(m1, s.sub(s.splat(T::ONE), less)), n);
    with_sign(s, s.abs(y), x) // −0 for −0
}

/// m and an integer n so that e^(x + rest) = (1 + m) 2ⁿ, |m| < ½; `rest` is far below 1.
#[inline(always)]
pub fn power<T: Scalar, S: Simd<T>>(s: S, x: S::V, rest: S::V) -> (S::V, S::V) {
    // ln 2 in two parts, so that n times the first is exact (Cody and Waite, 1980)
    let high = T::constant(0.693_145_75, 0.693_147_180_559_890_3);
    let low = T::constant(1.428_606_8e-6, 5.497_923_018_708_371e-14);
    let n = powers(s, x);
    let large = s.neg_mul_add(n, s.splat(high), x);
    let small = s.neg_mul_add(n, s.splat(low), rest);
    let r = s.add(large, small);
    let c = polynomial(s, r, T::series(SERIES.0, SERIES.1));
    (s.add(large, s.mul_add(s.mul(r, r), c, small)), n)
}

/// The integer nearest to x log₂ e: adding 3/2 · 2²³ (`f64`: 2⁵²) leaves no bits behind the point.
#[inline(always)]
pub fn powers<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    let large = s.splat(T::constant(12_582_912.0, 6_755_399_441_055_744.0));
    let log2_e = s.splat(T::of(core::f64::consts::LOG2_E));
    s.sub(s.mul_add(x, log2_e, large), large)
}

/// eʳ − 1 for |r| ≤ ½ ln 2.
#[inline(always)]
pub fn power_m1<T: Scalar, S: Simd<T>>(s: S, r: S::V) -> S::V {
    let c = polynomial(s, r, T::series(SERIES.0, SERIES.1));
    s.mul_add(s.mul(r, r), c, r)
}
