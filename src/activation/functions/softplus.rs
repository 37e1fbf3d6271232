#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput};
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// f(x) = ln(1 + eˣ)
///
/// f′(x) = σ(x) = 1 − e⁻ʸ. PyTorch:
/// [`Softplus`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html).
#[derive(Debug)]
pub enum softplus {}

impl Elementwise for softplus {
    type Keep = KeepOutput;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        -(-y).exp_m1()
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
}

impl Function for softplus {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        functions::softplus(s, x)
    }
}
