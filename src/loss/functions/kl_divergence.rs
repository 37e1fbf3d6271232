#![allow(non_camel_case_types)]

use super::cross_entropy::cross_entropy;
use crate::activation::{Value, linear, log_softmax, softmax};
use crate::loss::{Loss, Metric};
use crate::math::sum;
use crate::scalar::Scalar;

/// L = Σ tᵢ ln(tᵢ / pᵢ), p the distribution that the network gives (as in
/// [`cross_entropy`](crate::loss::cross_entropy)), 0 ln 0 = 0.
///
/// ∂L/∂z = p Σt − t. Kullback and Leibler, 1951; PyTorch:
/// [`KLDivLoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html) with
/// `reduction='batchmean'`.
#[derive(Debug)]
pub enum kl_divergence {}

/// Σ tᵢ ln tᵢ
#[inline]
fn negative_entropy<T: Scalar>(target: &[T]) -> T {
    sum(target
        .iter()
        .map(|&t| if t == T::ZERO { T::ZERO } else { t * t.ln() }))
}

macro_rules! kl_divergence_after {
    ($($activation:ident)*) => {$(
        impl Loss<$activation> for kl_divergence {
            const METRIC: Metric = Metric::Accuracy;

            #[inline]
            fn value<T: Scalar>(z: &[T], y: &[T], target: &[T]) -> T {
                let cross = <cross_entropy<Value<0>> as Loss<$activation>>::value(z, y, target);
                negative_entropy(target) + cross
            }
            #[inline]
            fn delta<T: Scalar>(z: &[T], y: &[T], target: &[T], delta: &mut [T]) {
                <cross_entropy<Value<0>> as Loss<$activation>>::delta(z, y, target, delta);
            }
        }
    )*};
}
kl_divergence_after!(softmax log_softmax linear);
