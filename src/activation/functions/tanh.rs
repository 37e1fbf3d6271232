#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput};
use crate::held::Common;
use crate::kernel::Vectors;
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// f(x) = tanh x
///
/// f′(x) = 1 − y². PyTorch:
/// [`Tanh`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html).
#[derive(Debug)]
pub enum tanh {}

impl Elementwise for tanh {
    type Keep = KeepOutput;
    const COMMON: Option<Common> = Some(Common::Tanh);

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        T::ONE - y * y
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
}

impl Function for tanh {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        functions::tanh(s, x)
    }
}
