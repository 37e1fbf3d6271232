#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepBoth};
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::math::{sigmoid, softplus};
use crate::scalar::Scalar;

/// f(x) = x tanh(softplus(x))
///
/// f′(x) = t + x (1 − t²) σ(x), t = tanh(softplus(x)). PyTorch:
/// [`Mish`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Mish.html).
///
/// Misra, BMVC 2020.
#[derive(Debug)]
pub enum mish {}

impl Elementwise for mish {
    type Keep = KeepBoth;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(x: T, _y: T) -> T {
        let t = softplus(x).tanh();
        t + x * (T::ONE - t * t) * sigmoid(x)
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
}

impl Function for mish {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        functions::mish(s, x)
    }
}
