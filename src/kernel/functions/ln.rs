use super::{Function, polynomial, with_sign};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// ln(1 + f) = f − f²/2 + f³ (c₃ + c₄ f + …) for −¼ ≤ f ≤ ½, to 2⁻²⁷ and 2⁻⁵⁹.
const SERIES: (&[f32], &[f64]) = (
    &[
        -4.507_361e-2,
        0.104_645_3,
        -0.13162985,
        0.144_788_2,
        -0.16647165,
        0.19990806,
        -0.25000098,
        0.333_334_5,
    ],
    &[
        -0.0070911160503301755,
        0.02660223014895717,
        -0.047222449981744234,
        0.05659722191619273,
        -0.0577824005473337,
        0.05891817077749243,
        -0.06224703567473128,
        0.06660711446150527,
        -0.07143929943586287,
        0.07692821470790909,
        -0.08333329491825495,
        0.09090887918178736,
        -0.09999998837064453,
        0.11111111583539905,
        -0.12500000038299267,
        0.14285714280067427,
        -0.1666666666619716,
        0.20000000000032359,
        -0.25000000000001904,
        0.3333333333333327,
    ],
);

/// ln x
#[derive(Debug)]
pub enum Ln {}

impl Function for Ln {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        ln(s, x)
    }
}

/// ln x; −∞ for 0, NaN below.
#[inline(always)]
pub fn ln<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    // numbers below the normal ones, made larger first
    let (digits, many) = (
        T::constant(24.0, 53.0),
        T::constant(16_777_216.0, 9_007_199_254_740_992.0),
    );
    let tiny = s.less(
        x,
        s.splat(T::constant(f32::MIN_POSITIVE, f64::MIN_POSITIVE)),
    );
    let normal = s.select(tiny, s.mul(x, s.splat(many)), x);
    let (m, k) = s.split(normal);
    let k = s.select(tiny, s.sub(k, s.splat(digits)), k);
    ends(s, x, ln_of(s, s.sub(m, s.splat(T::ONE)), k))
}

/// ln(1 + x), exact near 0; −∞ for −1, NaN below.
#[inline(always)]
pub fn ln_1p<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    let y = with_sign(s, s.abs(ln_1p_inside(s, x)), x); // −0 for −0
    ends(s, s.add(x, s.splat(T::ONE)), y)
}

/// ln(1 + x) for −1 < x < ∞, and NaN; but 0 for −0.
#[inline(always)]
pub fn ln_1p_inside<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    let one = s.splat(T::ONE);
    let u = s.add(x, one);
    let lost = s.sub(x, s.sub(u, one)); // 1 + x − u
    let (m, k) = s.split(u);
    // behind 2¹⁰⁰ nothing is lost
    let unit = s.power_of_two(s.neg(s.min(s.splat(T::of(100.0)), k)));
    ln_of(s, s.mul_add(lost, unit, s.sub(m, one)), k)
}

/// ln((1 + f) 2ᵏ) for −¼ ≤ f ≤ ½.
#[inline(always)]
fn ln_of<T: Scalar, S: Simd<T>>(s: S, f: S::V, k: S::V) -> S::V {
    let high = T::constant(0.693_145_75, 0.693_147_180_559_890_3);
    let low = T::constant(1.428_606_8e-6, 5.497_923_018_708_371e-14);
    let square = s.mul(f, f);
    let c = polynomial(s, f, T::series(SERIES.0, SERIES.1));
    // the small terms first; k times `high` is exact
    let y = s.mul_add(k, s.splat(low), s.mul(s.mul(f, square), c));
    let y = s.mul_add(s.splat(T::of(-0.5)), square, y);
    s.mul_add(k, s.splat(high), s.add(f, y))
}

/// `y` where x is positive and finite; −∞ for 0, NaN below, ∞ and NaN as they are.
#[inline(always)]
fn ends<T: Scalar, S: Simd<T>>(s: S, x: S::V, y: S::V) -> S::V {
    let y = s.select(s.less(x, s.splat(-T::NEG_INFINITY)), y, x);
    let y = s.select(s.less(x, s.zero()), s.splat(T::NAN), y);
    s.select(s.equal(x, s.zero()), s.splat(T::NEG_INFINITY), y)
}
