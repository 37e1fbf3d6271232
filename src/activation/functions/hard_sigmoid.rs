#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput};
use crate::math::clamp;
use crate::scalar::Scalar;

/// f(x) = min(max(0, x/6 + 1/2), 1)
///
/// f′(x) = 1/6 for −3 < x < 3, else 0. PyTorch:
/// [`Hardsigmoid`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html).
#[derive(Debug)]
pub enum hard_sigmoid {}

impl Elementwise for hard_sigmoid {
    type Keep = KeepOutput;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        clamp(x / T::of(6.0) + T::of(0.5), T::ZERO, T::ONE)
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        if y > T::ZERO && y < T::ONE {
            T::of(1.0 / 6.0)
        } else {
            T::ZERO
        }
    }
}
