#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput};
use crate::scalar::Scalar;

/// f(x) = x / (1 + |x|)
///
/// f′(x) = 1/(1 + |x|)² = (1 − |y|)². PyTorch:
/// [`Softsign`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Softsign.html).
#[derive(Debug)]
pub enum softsign {}

impl Elementwise for softsign {
    type Keep = KeepOutput;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x / (T::ONE + x.abs())
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        let rest = T::ONE - y.abs();
        rest * rest
    }
}
