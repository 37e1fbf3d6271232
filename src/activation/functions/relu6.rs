#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput, in_vectors};
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::Function;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// f(x) = min(max(0, x), 6)
///
/// f′(x) = 1 for 0 < x < 6, else 0. PyTorch:
/// [`ReLU6`](https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html).
#[derive(Debug)]
pub enum relu6 {}

impl Elementwise for relu6 {
    type Keep = KeepOutput;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        if y > T::ZERO && y < T::of(6.0) {
            T::ONE
        } else {
            T::ZERO
        }
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        in_vectors::<Self, T, S>(s, values);
    }
}

impl Function for relu6 {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        s.min(s.splat(T::of(6.0)), s.max(s.zero(), x))
    }
}
