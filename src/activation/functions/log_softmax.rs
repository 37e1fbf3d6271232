#![allow(non_camel_case_types)]

use crate::activation::{Activation, KeepOutput};
use crate::math::{self, sum};
use crate::scalar::Scalar;

/// yᵢ = zᵢ − ln Σⱼ e^(zⱼ): the logarithm of [`softmax`](crate::activation::softmax). Output layers only.
///
/// ∂L/∂z = ∂L/∂y − eʸ · Σ ∂L/∂y. PyTorch:
/// [`LogSoftmax`](https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html).
#[derive(Debug)]
pub enum log_softmax {}

#[diagnostic::do_not_recommend]
impl Activation for log_softmax {
    type Keep = KeepOutput;

    #[inline]
    fn forward<T: Scalar>(values: &mut [T]) {
        let log_p = math::log_softmax(values);
        for value in values {
            *value = log_p(*value);
        }
    }
    #[inline]
    fn chain<T: Scalar>(_z: &[T], y: &[T], delta: &mut [T]) {
        let total = sum(delta.iter().copied());
        for (delta, &y) in delta.iter_mut().zip(y) {
            *delta -= y.exp() * total;
        }
    }
}
