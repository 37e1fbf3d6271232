//! Numbers by their bits: 1 bit for the sign, 8 (`f32`) or 11 (`f64`) for the exponent, the digits.

use super::Simd;
use crate::scalar::Scalar;

/// See [`Simd::power_of_two`].
#[inline(always)]
pub fn power_of_two<T: Scalar, S: Simd<T>>(s: S, n: S::V) -> S::V {
    let biased = s.add_int(s.to_int(n), s.splat_int(bias::<T>()));
    s.of_bits(up(s, biased))
}

/// See [`Simd::scale`]: in two steps, as neither power need be a number itself.
#[inline(always)]
pub fn scale<T: Scalar, S: Simd<T>>(s: S, a: S::V, n: S::V) -> S::V {
    let biased = s.add_int(s.to_int(n), s.splat_int(2 * bias::<T>()));
    let half = s.shift_down::<1>(biased);
    let rest = s.sub_int(biased, half);
    let a = s.mul(a, s.of_bits(up(s, half)));
    s.mul(a, s.of_bits(up(s, rest)))
}

/// See [`Simd::scale_normal`].
#[inline(always)]
pub fn scale_normal<T: Scalar, S: Simd<T>>(s: S, a: S::V, n: S::V) -> S::V {
    s.of_bits(s.add_int(s.bits(a), up(s, s.to_int(n))))
}

/// See [`Simd::split`].
#[inline(always)]
pub fn split<T: Scalar, S: Simd<T>>(s: S, a: S::V) -> (S::V, S::V) {
    // from 3/4 on, the digits count from 0 and the exponent is that of 1
    let (least, one) = (s.bits(s.splat(T::of(0.75))), s.bits(s.splat(T::ONE)));
    let above = s.add_int(s.sub_int(s.bits(a), least), one);
    let biased = down(s, above);
    let digits = s.sub_int(above, up(s, biased));
    let k = s.of_int(s.sub_int(biased, s.splat_int(bias::<T>())));
    (s.of_bits(s.add_int(digits, least)), k)
}

/// The exponent of 1 as it stands in its bits.
const fn bias<T>() -> i64 {
    if size_of::<T>() == 4 { 127 } else { 1023 }
}

/// The bits moved up to where the exponent is. (A shift by 52 would not compile for 32 bits.)
#[inline(always)]
fn up<T: Scalar, S: Simd<T>>(s: S, a: S::I) -> S::I {
    if size_of::<T>() == 4 {
        s.shift_up::<23>(a)
    } else {
        s.shift_up::<26>(s.shift_up::<26>(a))
    }
}

/// The bits of the exponent moved down to the lowest place.
#[inline(always)]
fn down<T: Scalar, S: Simd<T>>(s: S, a: S::I) -> S::I {
    if size_of::<T>() == 4 {
        s.shift_down::<23>(a)
    } else {
        s.shift_down::<26>(s.shift_down::<26>(a))
    }
}
