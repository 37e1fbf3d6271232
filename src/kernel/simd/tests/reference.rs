//! What Rust itself says of numbers and bits.

use super::super::Simd;
use crate::scalar::Scalar;
use std::vec::Vec;

/// What Rust itself says of numbers and bits.
pub trait Reference: Scalar {
    const MANTISSA: i32;
    fn fused(self, b: Self, c: Self) -> Self;
    fn ties_even(self) -> Self;
    fn from_int(value: i64) -> Self;
    fn pattern(self) -> u64;
    fn of_pattern(bits: u64) -> Self;
}
macro_rules! reference {
    ($t:ident $uint:ident $mantissa:literal) => {
        impl Reference for $t {
            const MANTISSA: i32 = $mantissa;
            fn fused(self, b: Self, c: Self) -> Self {
                self.mul_add(b, c)
            }
            fn ties_even(self) -> Self {
                self.round_ties_even()
            }
            fn from_int(value: i64) -> Self {
                value as $t
            }
            fn pattern(self) -> u64 {
                self.to_bits() as u64
            }
            fn of_pattern(bits: u64) -> Self {
                <$t>::from_bits(bits as $uint)
            }
        }
    };
}
reference!(f32 u32 23);
reference!(f64 u64 52);

/// As many numbers as a vector has lanes, from memory that is not aligned to it.
pub fn lanes<T: Reference, S: Simd<T>>(s: S, a: S::V) -> Vec<T> {
    let mut memory = std::vec![T::of(7.0); S::LANES + 2];
    s.write(a, &mut memory[1..=S::LANES]);
    assert!(memory[0] == T::of(7.0) && memory[S::LANES + 1] == T::of(7.0));
    memory[1..=S::LANES].to_vec()
}

pub fn is_nan<T: Reference>(a: T) -> bool {
    a.partial_cmp(&a).is_none()
}

#[track_caller]
pub fn same<T: Reference>(what: &str, got: &[T], expected: impl Fn(usize) -> T) {
    for (lane, got) in got.iter().enumerate() {
        let wanted = expected(lane);
        let equal = got.pattern() == wanted.pattern() || (is_nan(*got) && is_nan(wanted));
        assert!(equal, "{what}, lane {lane}: {got:?}, not {wanted:?}");
    }
}
