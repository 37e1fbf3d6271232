#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput};
use crate::math::clamp;
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
        clamp(x, -T::ONE, T::ONE)
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        if y.abs() < T::ONE { T::ONE } else { T::ZERO }
    }
}
