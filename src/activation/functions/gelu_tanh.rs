#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepBoth};
use crate::init::Initializer;
use crate::math::clamp;
use crate::scalar::Scalar;

/// √(2/π)
const ROOT: f64 = 0.797_884_560_802_865_4;
const CUBIC: f64 = 0.044_715;
/// From here on tanh u is 1, in `f64` too; x² stays finite.
const SATURATED: f64 = 10.0;

/// f(x) = x/2 · (1 + tanh u), u = √(2/π) (x + 0.044715 x³)
///
/// f′(x) = (1 + tanh u)/2 + x/2 · (1 − tanh² u) · √(2/π) (1 + 0.134145 x²). PyTorch:
/// [`GELU(approximate='tanh')`](https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html).
#[derive(Debug)]
pub enum gelu_tanh {}

impl Elementwise for gelu_tanh {
    type Keep = KeepBoth;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        T::of(0.5) * x * (T::ONE + inner(x).tanh())
    }
    #[inline]
    fn slope<T: Scalar>(x: T, _y: T) -> T {
        let t = inner(x).tanh();
        let x = clamp(x, T::of(-SATURATED), T::of(SATURATED));
        let inner_slope = T::of(ROOT) * (T::ONE + T::of(3.0 * CUBIC) * x * x);
        T::of(0.5) * (T::ONE + t + x * (T::ONE - t * t) * inner_slope)
    }
}

/// u = √(2/π) (x + 0.044715 x³)
#[inline]
fn inner<T: Scalar>(x: T) -> T {
    let x = clamp(x, T::of(-SATURATED), T::of(SATURATED));
    T::of(ROOT) * x * (T::ONE + T::of(CUBIC) * x * x)
}
