use super::exp::power;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// x tanh(softplus(x)) = x q, q = h / (h + 1), h = eˣ + e²ˣ / 2: nothing cancels. As h − h q, q errs less where h is small.
#[inline(always)]
pub fn mish<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    let (one, half) = (s.splat(T::ONE), s.splat(T::of(0.5)));
    // below, the product is 0; so it is for −∞. Above 30, it is x
    let x = s.max(s.splat(T::constant(-120.0, -760.0)), x);
    let (m1, n) = power(s, s.min(s.splat(T::of(30.0)), x), s.zero());
    // eˣ without leaving the range; what it is smaller still multiplies the quotient
    let within = s.max(s.splat(T::constant(-100.0, -1000.0)), n);
    let m = s.add(m1, one);
    let e = s.scale_normal(m, within);
    // what 1 + m₁ has lost
    let rest = s.mul(s.sub(m1, s.sub(m, one)), s.power_of_two(within));
    let small = s.mul_add(s.mul(half, e), e, s.mul(rest, s.add(e, one)));
    let h = s.add(e, small);
    let q = s.quotient(h, s.add(h, one));
    let q = s.select(s.less(h, half), s.neg_mul_add(h, q, h), q);
    s.mul(s.mul(x, q), s.power_of_two(s.sub(n, within)))
}
