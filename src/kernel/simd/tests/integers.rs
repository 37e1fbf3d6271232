use super::super::Simd;
use super::reference::{Reference, lanes, same};
use crate::rng::Rng;
use std::vec::Vec;

/// What is for numbers of moderate size, or for integers.
pub fn integers<T: Reference, S: Simd<T>>(s: S, rng: &mut Rng) {
    let limit = 1_i64 << (T::MANTISSA - 1);
    for step in 0..200 {
        let mut half = || i64::from(rng.next_u32());
        let mut any = || (half() << 21 ^ half()) % (2 * limit) - limit;
        let n: Vec<i64> = (0..S::LANES)
            .map(|_| {
                if step == 0 {
                    limit
                } else {
                    any().clamp(-limit, limit)
                }
            })
            .collect();
        let halves: Vec<T> = n.iter().map(|&n| T::from_int(n) * T::of(0.5)).collect();
        same("round", &lanes(s, s.round(s.read(&halves))), |i| {
            halves[i].ties_even()
        });
        let whole: Vec<T> = n.iter().map(|&n| T::from_int(n)).collect();
        let ints = s.to_int(s.read(&whole));
        same("of_int", &lanes(s, s.of_int(ints)), |i| whole[i]);
        same("to_int", &lanes(s, s.of_bits(ints)), |i| {
            T::of_pattern(n[i] as u64)
        });
    }
    let most = if T::MANTISSA == 23 { 127 } else { 1023 };
    for n in 1 - most..=most {
        let power = T::of_pattern(((n + most) as u64) << T::MANTISSA);
        let n = s.splat(T::from_int(n));
        same("power_of_two", &lanes(s, s.power_of_two(n)), |_| power);
        same("scale", &lanes(s, s.scale(s.splat(T::of(0.75)), n)), |_| {
            T::of(0.75) * power
        });
    }
    for n in -most - i64::from(T::MANTISSA) - 3..=1 - most {
        let least = T::of_pattern(1 << T::MANTISSA);
        let a = T::ONE + T::of(0.3);
        // the part below the least normal exponent divided exactly in wide numbers, rounded once
        let below = (1 - most - n) as u32;
        let kept = (a.pattern() & ((1 << T::MANTISSA) - 1)) | 1 << T::MANTISSA;
        let (whole, rest) = (kept >> below, kept & ((1_u64 << below) - 1));
        let half = (1_u64 << below) >> 1;
        let up = below > 0 && (rest > half || (rest == half && whole % 2 == 1));
        let expected = T::of_pattern(whole + u64::from(up));
        assert!(expected <= least * T::of(1.5));
        let scaled = s.scale(s.splat(a), s.splat(T::from_int(n)));
        same("scale below normal", &lanes(s, scaled), |_| expected);
    }
}
