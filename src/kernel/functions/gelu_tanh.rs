use super::logistic::logistic;
use super::pair::{product, sum};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// x/2 · (1 + tanh u) = x σ(2u), u = √(2/π) (x + 0.044715 x³)
#[inline(always)]
pub fn gelu_tanh<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    // below, the product is 0; so it is for −∞
    let x = s.max(s.splat(T::constant(-11.5, -22.0)), x);
    let (v, rest) = twice_u(s, s.min(s.splat(T::constant(11.5, 22.0)), x));
    logistic(s, x, v, rest)
}

/// 2u = c x (1 + 0.044715 x²), c = 2 √(2/π), with twice the digits.
#[inline(always)]
fn twice_u<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> (S::V, S::V) {
    let constant = |single, double| s.splat(T::constant(single, double));
    let cubic = (
        constant(0.044_715, 0.044_715),
        constant(1.546_144_4e-9, 2.196_021_142_708_559_5e-18),
    );
    let c = (
        constant(1.595_769_2, 1.595_769_121_605_730_8),
        constant(-4.534_068e-8, -9.969_308_809_110_92e-17),
    );
    let (square, square_rest) = product(s, x, x);
    let (t, t_rest) = product(s, cubic.0, square);
    let t_rest = s.mul_add(cubic.0, square_rest, s.mul_add(cubic.1, square, t_rest));
    let (t, lost) = sum(s, s.splat(T::ONE), t);
    let t_rest = s.add(t_rest, lost);
    let (v, v_rest) = product(s, c.0, x);
    let v_rest = s.mul_add(c.1, x, v_rest);
    let (u, u_rest) = product(s, v, t);
    (u, s.mul_add(v, t_rest, s.mul_add(v_rest, t, u_rest)))
}
