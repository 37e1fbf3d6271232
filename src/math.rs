//! Formulas that several activations and losses share, each in its numerically stable form.

use crate::scalar::Scalar;

/// σ(x) = 1 / (1 + e⁻ˣ). The exponential never overflows.
#[inline]
pub fn sigmoid<T: Scalar>(x: T) -> T {
    let e = (-x.abs()).exp();
    let larger = T::ONE / (T::ONE + e);
    if x < T::ZERO { e * larger } else { larger }
}

/// ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|))
#[inline]
pub fn softplus<T: Scalar>(x: T) -> T {
    x.max(T::ZERO) + (-x.abs()).exp().ln_1p()
}

/// x limited to [low, high]. NaN stays NaN.
#[inline]
pub fn clamp<T: Scalar>(x: T, low: T, high: T) -> T {
    if x < low {
        low
    } else if x > high {
        high
    } else {
        x
    }
}

/// The largest of the values; −∞ of none.
#[inline]
pub fn largest<T: Scalar>(values: &[T]) -> T {
    values.iter().fold(T::NEG_INFINITY, |m, &v| m.max(v))
}

/// The sum, from the first value to the last.
#[inline]
pub fn sum<T: Scalar>(values: impl IntoIterator<Item = T>) -> T {
    values.into_iter().fold(T::ZERO, |s, v| s + v)
}

/// A long sum that makes good the rounding error of each step in the next (Kahan, CACM 8, 1965):
/// 100,000 times 1e-5 is 1, where plain `f32` gives 1.00099.
#[derive(Clone, Copy, Debug)]
pub struct Sum<T> {
    total: T,
    /// How much `total` is too large.
    excess: T,
}

impl<T: Scalar> Sum<T> {
    /// The sum of nothing.
    pub const ZERO: Self = Self {
        total: T::ZERO,
        excess: T::ZERO,
    };

    /// Adds a value.
    #[inline]
    pub fn add(&mut self, value: T) {
        let value = value - self.excess;
        let total = self.total + value;
        let excess = (total - self.total) - value;
        // an infinite sum stays infinite: ∞ − ∞ would be NaN
        self.excess = if excess.is_finite() { excess } else { T::ZERO };
        self.total = total;
    }

    /// The sum.
    #[inline]
    pub fn total(&self) -> T {
        self.total
    }
}

/// ln softmax(x): xᵢ − ln Σ eˣʲ = (xᵢ − m) − ln Σ e^(xⱼ − m), m the largest xⱼ.
///
/// In this order: m + ln Σ e^(xⱼ − m) would be m alone where m is large.
#[inline]
pub fn log_softmax<T: Scalar>(values: &[T]) -> impl Fn(T) -> T + use<T> {
    let m = largest(values);
    let rest = sum(values.iter().map(|&v| (v - m).exp())).ln();
    move |x| (x - m) - rest
}

/// xⁿ by repeated squaring.
#[inline]
pub fn power<T: Scalar>(x: T, n: u64) -> T {
    let (mut result, mut square, mut n) = (T::ONE, x, n);
    while n > 0 {
        if square == T::ZERO {
            // a higher digit of n is still to come
            return T::ZERO;
        }
        if n % 2 == 1 {
            result *= square;
        }
        square *= square;
        n /= 2;
    }
    result
}

/// 1 − xⁿ for x from 0 to 1.
#[inline]
pub fn rest_of_power<T: Scalar>(x: T, n: u64) -> T {
    let least = T::constant(1e-8, 1e-17); // what a square is less than that of, 1 has no digits for
    let (mut result, mut square, mut n) = (T::ONE, x, n);
    while n > 0 {
        if square < least {
            return T::ONE;
        }
        result *= or_one(square, n % 2);
        square *= square;
        n /= 2;
    }
    T::ONE - result
}

/// x if `bit` is 1, and 1 if it is 0. Processors that guess at branches would guess wrong here, with another n in each step, and
/// compilers make branches of choices.
#[inline]
fn or_one<T: Scalar>(x: T, bit: u64) -> T {
    if cfg!(any(target_arch = "x86_64", target_arch = "aarch64")) {
        let bit = T::of(bit as f64);
        return bit * x + (T::ONE - bit);
    }
    if bit == 1 { x } else { T::ONE }
}

/// Where the largest value stands; the first of several, 0 of none.
#[inline]
pub fn argmax<T: Scalar>(values: &[T]) -> usize {
    let mut best = (0, T::NEG_INFINITY);
    for (i, &v) in values.iter().enumerate() {
        if v > best.1 {
            best = (i, v);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_arguments_stay_finite() {
        assert_eq!(sigmoid(1e30_f32), 1.0);
        assert_eq!(sigmoid(-1e30_f32), 0.0);
        assert_eq!(sigmoid(0.0_f64), 0.5);
        assert_eq!(softplus(1e4_f32), 1e4);
        assert_eq!(softplus(-1e4_f32), 0.0);
        for x in [1e30_f32, -1e30, f32::MAX, 0.0] {
            assert_eq!(log_softmax(&[x, x])(x), -2_f32.ln());
        }
    }

    #[test]
    fn long_sums_do_not_drift() {
        let total = |values: &[f32]| {
            let mut sum = Sum::ZERO;
            values.iter().for_each(|&value| sum.add(value));
            sum.total()
        };
        assert_eq!(total(&[1e-5; 100_000]), 1.0);
        assert_eq!(total(&[1.0, f32::INFINITY, 1.0]), f32::INFINITY);
        assert!(total(&[1.0, f32::NAN, 1.0]).is_nan());
        assert_eq!(total(&[]), 0.0);
    }

    #[test]
    fn powers() {
        for n in [0, 1, 2, 3, 10, 1000] {
            let expected = 0.999_f64.powi(n as i32);
            assert!((power(0.999_f64, n) - expected).abs() < 1e-13 * expected);
        }
    }

    #[test]
    fn the_first_of_equal_values_wins() {
        assert_eq!(argmax(&[1.0, 3.0, 3.0]), 1);
        assert_eq!(argmax::<f32>(&[]), 0);
    }
}
