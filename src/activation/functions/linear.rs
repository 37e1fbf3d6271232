#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput};
use crate::scalar::Scalar;

/// f(x) = x: no activation, for regressions and for logits.
///
/// f′(x) = 1. PyTorch:
/// [`Identity`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Identity.html).
#[derive(Debug)]
pub enum linear {}

impl Elementwise for linear {
    type Keep = KeepOutput;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, _y: T) -> T {
        T::ONE
    }
}
