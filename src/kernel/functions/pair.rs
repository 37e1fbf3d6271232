//! Numbers as a sum of two, the second far smaller: twice the digits, where an exponential makes
//! the rounding error of its argument many times larger.

use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// a b and its rounding error (Dekker, Numerische Mathematik 18, 1971).
#[inline(always)]
pub fn product<T: Scalar, S: Simd<T>>(s: S, a: S::V, b: S::V) -> (S::V, S::V) {
    let high = s.mul(a, b);
    if S::FUSED {
        return (high, s.mul_add(a, b, s.neg(high)));
    }
    let ((a1, a2), (b1, b2)) = (halves(s, a), halves(s, b));
    let low = s.sub(s.mul(a1, b1), high);
    let low = s.add(s.add(low, s.mul(a1, b2)), s.mul(a2, b1));
    (high, s.add(low, s.mul(a2, b2)))
}

/// a + b and its rounding error (Knuth, The Art of Computer Programming, 4.2.2).
#[inline(always)]
pub fn sum<T: Scalar, S: Simd<T>>(s: S, a: S::V, b: S::V) -> (S::V, S::V) {
    let high = s.add(a, b);
    let b_added = s.sub(high, a);
    let a_added = s.sub(high, b_added);
    (high, s.add(s.sub(a, a_added), s.sub(b, b_added)))
}

/// The upper half of the digits, whose products are exact, and the rest.
#[inline(always)]
fn halves<T: Scalar, S: Simd<T>>(s: S, a: S::V) -> (S::V, S::V) {
    let upper = if size_of::<T>() == 4 {
        !0xFFF
    } else {
        !0x7FF_FFFF
    };
    let high = s.of_bits(s.and(s.bits(a), s.splat_int(upper)));
    (high, s.sub(a, high))
}
