#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput, in_vectors};
use crate::held::Common;
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::Function;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// f(x) = max(0, x)
///
/// f′(x) = 1 for x > 0, else 0. PyTorch:
/// [`ReLU`](https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html).
#[derive(Debug)]
pub enum relu {}

impl Elementwise for relu {
    type Keep = KeepOutput;
    const INITIALIZER: Initializer = Initializer::HeUniform;
    const FLOOR: Option<f64> = Some(0.0);
    const COMMON: Option<Common> = Some(Common::Relu);

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        if y > T::ZERO { T::ONE } else { T::ZERO }
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        in_vectors::<Self, T, S>(s, values);
    }
}

impl Function for relu {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        s.max(s.zero(), x)
    }
}
