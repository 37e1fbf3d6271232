#![allow(non_camel_case_types)]

use crate::activation::{Activation, KeepBoth};
use crate::math::{largest, sum};
use crate::scalar::Scalar;

/// yᵢ = e^(zᵢ) / Σⱼ e^(zⱼ): a distribution over classes. Output layers only.
///
/// ∂L/∂z = y ⊙ (∂L/∂y − y · ∂L/∂y). Computed as e^(zᵢ − max z), so that no exponential overflows.
/// PyTorch: [`Softmax`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html).
#[derive(Debug)]
pub enum softmax {}

#[diagnostic::do_not_recommend]
impl Activation for softmax {
    // cross-entropy is exact at large z only with z itself
    type Keep = KeepBoth;

    #[inline]
    fn forward<T: Scalar>(values: &mut [T]) {
        let m = largest(values);
        for value in values.iter_mut() {
            *value = (*value - m).exp();
        }
        let total = sum(values.iter().copied());
        for value in values {
            *value /= total;
        }
    }
    #[inline]
    fn chain<T: Scalar>(_z: &[T], y: &[T], delta: &mut [T]) {
        let mean = sum(y.iter().zip(delta.iter()).map(|(&y, &d)| y * d));
        for (delta, &y) in delta.iter_mut().zip(y) {
            *delta = y * (*delta - mean);
        }
    }
}
