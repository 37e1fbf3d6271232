#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepBoth};
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::math::sigmoid;
use crate::scalar::Scalar;

/// f(x) = x σ(x), also called swish
///
/// f′(x) = σ(x) + y (1 − σ(x)). PyTorch:
/// [`SiLU`](https://docs.pytorch.org/docs/stable/generated/torch.nn.SiLU.html).
#[derive(Debug)]
pub enum silu {}

impl Elementwise for silu {
    type Keep = KeepBoth;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(x: T, y: T) -> T {
        let s = sigmoid(x);
        s + y * (T::ONE - s)
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
}

impl Function for silu {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        functions::silu(s, x)
    }
}
