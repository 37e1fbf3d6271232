#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepBoth};
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::math::{clamp, sigmoid};
use crate::scalar::Scalar;

/// √(2/π)
const ROOT: f64 = 0.797_884_560_802_865_4;
const CUBIC: f64 = 0.044_715;
/// Below −22, σ(2u) is 0, in `f64` too; x² stays finite.
const SATURATED: f64 = 22.0;

/// f(x) = x/2 · (1 + tanh u) = x σ(2u), u = √(2/π) (x + 0.044715 x³)
///
/// f′(x) = σ(2u) + 2 x σ(2u) σ(−2u) · √(2/π) (1 + 0.134145 x²). PyTorch:
/// [`GELU(approximate='tanh')`](https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html).
///
/// With σ instead of tanh nothing cancels where 1 + tanh u is small.
#[derive(Debug)]
pub enum gelu_tanh {}

impl Elementwise for gelu_tanh {
    type Keep = KeepBoth;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(x: T, _y: T) -> T {
        let (v, x) = (twice_u(x), within(x));
        let v_slope = T::of(2.0 * ROOT) * (T::ONE + T::of(3.0 * CUBIC) * x * x);
        let s = sigmoid(v);
        s + x * (s * sigmoid(-v)) * v_slope
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
}

impl Function for gelu_tanh {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        functions::gelu_tanh(s, x)
    }
}

/// 2u = 2 √(2/π) (x + 0.044715 x³)
#[inline]
fn twice_u<T: Scalar>(x: T) -> T {
    let x = within(x);
    T::of(2.0 * ROOT) * x * (T::ONE + T::of(CUBIC) * x * x)
}

#[inline]
fn within<T: Scalar>(x: T) -> T {
    clamp(x, T::of(-SATURATED), T::of(SATURATED))
}
