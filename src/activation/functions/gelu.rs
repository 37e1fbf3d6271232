#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepBoth};
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// √(2π)
const ROOT_2PI: f64 = 2.506_628_274_631_000_7;

/// f(x) = x Φ(x) = x/2 · (1 + erf(x/√2))
///
/// f′(x) = Φ(x) + x φ(x), φ(x) = e^(−x²/2)/√(2π). PyTorch:
/// [`GELU`](https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html).
///
/// Hendrycks and Gimpel, 2016. The exact form; [`gelu_tanh`](crate::activation::gelu_tanh) approximates it.
#[derive(Debug)]
pub enum gelu {}

impl Elementwise for gelu {
    type Keep = KeepBoth;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(x: T, _y: T) -> T {
        let density = (x * x * T::of(-0.5)).exp() / T::of(ROOT_2PI);
        distribution(x) + x * density
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
}

impl Function for gelu {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        functions::gelu(s, x)
    }
}

/// Φ(x), the normal distribution function, as erfc(−x/√2)/2: 1 + erf(x/√2) would cancel below 0.
#[inline]
fn distribution<T: Scalar>(x: T) -> T {
    T::of(0.5) * (x * T::of(-core::f64::consts::FRAC_1_SQRT_2)).erfc()
}
