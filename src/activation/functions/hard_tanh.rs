#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput, in_vectors};
use crate::kernel::Vectors;
use crate::kernel::functions::Function;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// f(x) = min(max(−1, x), 1)
///
/// f′(x) = 1 for −1 < x < 1, else 0. PyTorch:
/// [`Hardtanh`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html).
#[derive(Debug)]
pub enum hard_tanh {}

impl Elementwise for hard_tanh {
    type Keep = KeepOutput;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        if y.abs() < T::ONE { T::ONE } else { T::ZERO }
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        in_vectors::<Self, T, S>(s, values);
    }
}

impl Function for hard_tanh {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        s.min(s.splat(T::ONE), s.max(s.splat(-T::ONE), x))
    }
}
