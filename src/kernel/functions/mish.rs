use super::exp::power;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// x tanh(softplus(x)) = x w / (w + 2), w = e²ˣ + 2 eˣ: nothing cancels.
#[inline(always)]
pub fn mish<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    let two = s.splat(T::of(2.0));
    // below, the product is 0; so it is for −∞. Above 30, it is x
    let x = s.max(s.splat(T::constant(-120.0, -760.0)), x);
    let (m1, n) = power(s, s.min(s.splat(T::of(30.0)), x), s.zero());
    // eˣ without leaving the range; what it is smaller still multiplies the quotient
    let within = s.max(s.splat(T::constant(-100.0, -1000.0)), n);
    let e = s.scale_normal(s.add(m1, s.splat(T::ONE)), within);
    let w = s.mul_add(e, e, s.add(e, e));
    let y = s.mul(x, s.quotient(w, s.add(w, two)));
    s.mul(y, s.power_of_two(s.sub(n, within)))
}
