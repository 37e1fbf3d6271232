//! The functions in a type with more digits: for `f32` those of `libm` in `f64`, for `f64` those of
//! [`Double`].

use std::ops::{Add, Div, Mul, Neg, Sub};

/// Whether a function rises, falls, or does both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Course {
    Rises,
    Falls,
    Both,
}

impl Course {
    /// Whether the function, with `y` behind `x`, does something else.
    pub fn is_left_by<T: PartialOrd>(self, x: T, y: T) -> bool {
        match self {
            Self::Rises => y < x,
            Self::Falls => y > x,
            Self::Both => false,
        }
    }
}

/// What the references are computed in.
pub trait Truth:
    Copy
    + From<f64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    fn exp(self) -> Self;
    fn exp_m1(self) -> Self;
    fn ln(self) -> Self;
    fn ln_1p(self) -> Self;
    fn erfc(self) -> Self;
    /// x 2ⁿ
    fn times_power(self, n: i32) -> Self;
    fn is_negative(self) -> bool;
    /// A constant in two parts.
    fn of(high: f64, low: f64) -> Self;
    fn abs(self) -> f64;
}

impl Truth for f64 {
    fn exp(self) -> f64 {
        libm::exp(self)
    }
    fn exp_m1(self) -> f64 {
        libm::expm1(self)
    }
    fn ln(self) -> f64 {
        libm::log(self)
    }
    fn ln_1p(self) -> f64 {
        libm::log1p(self)
    }
    fn erfc(self) -> f64 {
        libm::erfc(self)
    }
    fn times_power(self, n: i32) -> f64 {
        self * f64::from_bits(((n + 1023) as u64) << 52)
    }
    fn is_negative(self) -> bool {
        self < 0.0
    }
    fn of(high: f64, _: f64) -> f64 {
        high
    }
    fn abs(self) -> f64 {
        f64::abs(self)
    }
}

/// The reference of this name, and its course.
pub fn of<T: Truth>(function: &str) -> (fn(T) -> T, Course) {
    match function {
        "exp" => (T::exp, Course::Rises),
        "exp_m1" => (T::exp_m1, Course::Rises),
        "ln" => (T::ln, Course::Rises),
        "ln_1p" => (T::ln_1p, Course::Rises),
        "tanh" => (tanh, Course::Rises),
        "sigmoid" => (sigmoid, Course::Rises),
        "softplus" => (softplus, Course::Rises),
        "silu" => (|x| times(x, sigmoid(x)), Course::Both),
        "mish" => (|x| times(x, tanh(softplus(x))), Course::Both),
        "erfc" => (T::erfc, Course::Falls),
        "gelu" => (gelu, Course::Both),
        "gelu_tanh" => (gelu_tanh, Course::Both),
        _ => panic!("no reference for {function}"),
    }
}

/// x y, where y = 0 leaves nothing of −∞ either.
fn times<T: Truth>(x: T, y: T) -> T {
    if x.is_negative() && y.abs() == 0.0 {
        T::from(-0.0)
    } else {
        x * y
    }
}

fn tanh<T: Truth>(x: T) -> T {
    if x.abs() > 50.0 {
        return T::from(if x.is_negative() { -1.0 } else { 1.0 });
    }
    let e = (x + x).exp_m1();
    e / (e + 2.0.into())
}

fn sigmoid<T: Truth>(x: T) -> T {
    let one = T::from(1.0);
    if x.is_negative() {
        let e = x.exp();
        e / (one + e)
    } else {
        one / (one + (-x).exp())
    }
}

fn softplus<T: Truth>(x: T) -> T {
    if x.is_negative() {
        x.exp().ln_1p()
    } else {
        x + (-x).exp().ln_1p()
    }
}

fn gelu<T: Truth>(x: T) -> T {
    let half_root = T::of(std::f64::consts::FRAC_1_SQRT_2, -4.833_646_656_726_457e-17);
    times(x, (-x * half_root).erfc() * 0.5.into())
}

fn gelu_tanh<T: Truth>(x: T) -> T {
    let root = T::of(1.595_769_121_605_730_8, -9.969_308_809_110_92e-17); // 2 √(2/π)
    let cubic = T::of(0.044_715, 2.196_021_142_708_559_5e-18);
    times(x, sigmoid(root * (x + cubic * x * x * x)))
}
