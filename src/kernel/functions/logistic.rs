use super::exp::power;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// σ(x) = 1 / (1 + e⁻ˣ)
#[inline(always)]
pub fn sigmoid<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    logistic(s, s.splat(T::ONE), x, s.zero())
}

/// x σ(x)
#[inline(always)]
pub fn silu<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    // below, the product is 0; so it is for −∞
    let x = s.max(s.splat(T::constant(-120.0, -760.0)), x);
    logistic(s, x, x, s.zero())
}

/// `times` σ(x + rest), where the product, unlike σ, may be within the normal numbers.
#[inline(always)]
pub fn logistic<T: Scalar, S: Simd<T>>(s: S, times: S::V, x: S::V, rest: S::V) -> S::V {
    let one = s.splat(T::ONE);
    let minus = s.max(s.splat(T::constant(-40.0, -80.0)), s.neg(x));
    let minus = s.min(s.splat(T::constant(130.0, 800.0)), minus);
    let (m1, n) = power(s, minus, s.neg(rest));
    // e⁻ˣ without leaving the range; what it is larger still divides the product
    let within = s.min(s.splat(T::constant(120.0, 1000.0)), n);
    let e = s.scale_normal(s.add(m1, one), within);
    let y = s.mul(times, s.reciprocal(s.add(e, one)));
    s.mul(y, s.power_of_two(s.sub(within, n)))
}
