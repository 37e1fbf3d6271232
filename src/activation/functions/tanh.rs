#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput};
use crate::scalar::Scalar;

/// f(x) = tanh x
///
/// f′(x) = 1 − y². PyTorch:
/// [`Tanh`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html).
#[derive(Debug)]
pub enum tanh {}

impl Elementwise for tanh {
    type Keep = KeepOutput;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.tanh()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        T::ONE - y * y
    }
}
