//! Numbers as an unevaluated sum of two `f64`, with about 32 decimal digits (Dekker, 1971): what
//! `f64` functions are compared with.

use crate::reference::Truth;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// high + low
#[derive(Clone, Copy, Debug)]
pub struct Double {
    pub high: f64,
    pub low: f64,
}

/// ln 2 to three times the digits of `f64`.
const LN_2: [f64; 3] = [
    std::f64::consts::LN_2,
    2.3190468138462996e-17,
    5.707708438416212e-34,
];

impl From<Double> for f64 {
    fn from(value: Double) -> f64 {
        value.high
    }
}
impl From<f64> for Double {
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}

/// a + b for |a| ≥ |b|
fn renormalised(a: f64, b: f64) -> Double {
    let high = a + b;
    Double {
        high,
        low: b - (high - a),
    }
}

impl Add for Double {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let sum = |a: f64, b: f64| {
            let s = a + b;
            let t = s - a;
            (s, (a - (s - t)) + (b - t))
        };
        let ((high, e), (low, f)) = (sum(self.high, other.high), sum(self.low, other.low));
        let first = renormalised(high, e + low);
        renormalised(first.high, first.low + f)
    }
}
impl Neg for Double {
    type Output = Self;
    fn neg(self) -> Self {
        Self {
            high: -self.high,
            low: -self.low,
        }
    }
}
impl Sub for Double {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}
impl Mul for Double {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let high = self.high * other.high;
        let error = self.high.mul_add(other.high, -high);
        renormalised(
            high,
            error + (self.high * other.low + self.low * other.high),
        )
    }
}
impl Div for Double {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self - other * first.into();
        let second = rest.high / other.high;
        let rest = rest - other * second.into();
        renormalised(first, second) + (rest.high / other.high).into()
    }
}

impl Double {
    /// Times a power of two.
    fn scaled(self, power: f64) -> Self {
        Self {
            high: self.high * power,
            low: self.low * power,
        }
    }

    /// Divided by one `f64`, in half the time.
    fn over(self, divisor: f64) -> Self {
        let first = self.high / divisor;
        let rest = first.mul_add(-divisor, self.high) + self.low;
        renormalised(first, rest / divisor)
    }

    /// eˣ = (1 + m) 2ᵏ: m and k, by Taylor's series of x/2⁸.
    fn powers(self) -> (Self, i32) {
        let k = (self.high * std::f64::consts::LOG2_E).round();
        let parts = LN_2.map(|part| Self::from(part) * k.into());
        let r = ((self - parts[0]) - parts[1] - parts[2]).scaled(1.0 / 256.0);
        // r (1 + r/2 (1 + r/3 (1 + r/4 (1 + …)))); the small terms need fewer digits
        let one = Self::from(1.0);
        let small = |sum: f64, n: i32| r.high / f64::from(n) * (1.0 + sum);
        let sum = r.scaled(0.25) * (one + (5..=11).rev().fold(0.0, small).into());
        let sum = r / 3.0.into() * (one + sum);
        let mut sum = r * (one + r.scaled(0.5) * (one + sum));
        for _ in 0..8 {
            sum = sum * (sum + 2.0.into()); // (1 + m)² = 1 + m (m + 2)
        }
        (sum, k as i32)
    }
}

impl Truth for Double {
    fn exp(self) -> Self {
        let (m, k) = self.powers();
        let e = m + 1.0.into();
        e.times_power(k)
    }
    fn exp_m1(self) -> Self {
        let (m, k) = self.powers();
        if k == 0 { m } else { self.exp() - 1.0.into() }
    }
    /// One of Newton's steps from the `f64` value.
    fn ln(self) -> Self {
        let y = Self::from(self.high.ln());
        y + self * (-y).exp() - 1.0.into()
    }
    fn ln_1p(self) -> Self {
        let y = Self::from(self.high.ln_1p());
        let e = y.exp_m1();
        y + (self - e) / (e + 1.0.into())
    }
    /// 1 − 2/√π e^(−x²) Σ 2ⁿ x^(2n+1)/(2n+1)!! from −5 to 5, above a continued fraction, below 2 − erfc(−x).
    fn erfc(self) -> Self {
        if self.high < -5.0 {
            return Self::from(2.0) - (-self).erfc();
        }
        let (one, root_pi) = (
            Self::from(1.0),
            Self {
                high: 1.772453850905516,
                low: -7.666586499825799e-17,
            },
        );
        let square = self * self;
        let e = (-square).exp();
        if self.high < 5.0 {
            let (mut term, mut sum, mut n) = (self, self, 1.0);
            while term.high.abs() > 1e-34 * sum.high.abs() {
                n += 2.0;
                term = (term * (square + square)).over(n);
                sum = sum + term;
            }
            return one - (sum + sum) * e / root_pi;
        }
        // e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))), from the back; of the larger x fewer
        let mut fraction = self;
        for n in (1..=16 + (1600.0 / square.high) as u32).rev() {
            fraction = self + Self::from(f64::from(n) / 2.0) / fraction;
        }
        e / (root_pi * fraction)
    }
    fn times_power(self, n: i32) -> Self {
        self.scaled(2.0_f64.powi(n / 2))
            .scaled(2.0_f64.powi(n - n / 2))
    }
    fn is_negative(self) -> bool {
        self.high < 0.0
    }
    fn of(high: f64, low: f64) -> Self {
        Self { high, low }
    }
    fn abs(self) -> f64 {
        self.high.abs()
    }
}
