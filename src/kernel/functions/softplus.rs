use super::exp::exp;
use super::ln::ln_1p_inside;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// ln(1 + eˣ); x itself where the difference is lost.
#[inline(always)]
pub fn softplus<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    let y = ln_1p_inside(s, exp(s, x));
    s.select(s.less(s.splat(T::constant(18.0, 38.0)), x), x, y)
}
