#![allow(non_camel_case_types)]

use crate::activation::{linear, sigmoid};
use crate::loss::{DefaultLoss, Loss, Metric};
use crate::math::{self, sum};
use crate::scalar::Scalar;

/// L = −1/n · Σ (t ln p + (1 − t) ln(1 − p)), with p = `sigmoid`'s output or the σ of `linear`'s.
///
/// ∂L/∂z = (p − t)/n. Computed as max(z, 0) − t z + ln(1 + e^(−|z|)): finite for every finite z, and
/// exact where the network is sure and right. PyTorch:
/// [`BCEWithLogitsLoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html).
#[derive(Debug)]
pub enum binary_cross_entropy {}

#[inline]
fn value<T: Scalar>(logits: &[T], target: &[T]) -> T {
    let terms = logits
        .iter()
        .zip(target)
        .map(|(&z, &t)| (z.max(T::ZERO) - t * z) + (-z.abs()).exp().ln_1p());
    sum(terms) / T::of(logits.len() as f64)
}

#[inline]
fn delta<T: Scalar>(p: impl ExactSizeIterator<Item = T>, target: &[T], delta: &mut [T]) {
    let scale = T::ONE / T::of(p.len() as f64);
    for ((delta, p), &t) in delta.iter_mut().zip(p).zip(target) {
        *delta = scale * (p - t);
    }
}

impl Loss<sigmoid> for binary_cross_entropy {
    const METRIC: Metric = Metric::BinaryAccuracy;

    #[inline]
    fn value<T: Scalar>(z: &[T], _y: &[T], target: &[T]) -> T {
        value(z, target)
    }
    #[inline]
    fn delta<T: Scalar>(_z: &[T], y: &[T], target: &[T], d: &mut [T]) {
        delta(y.iter().copied(), target, d);
    }
}

/// Behind `linear` the outputs are logits: class 1 is predicted above 0.
impl Loss<linear> for binary_cross_entropy {
    const THRESHOLD: f64 = 0.0;
    const METRIC: Metric = Metric::BinaryAccuracy;

    #[inline]
    fn value<T: Scalar>(_z: &[T], y: &[T], target: &[T]) -> T {
        value(y, target)
    }
    #[inline]
    fn delta<T: Scalar>(_z: &[T], y: &[T], target: &[T], d: &mut [T]) {
        delta(y.iter().map(|&y| math::sigmoid(y)), target, d);
    }
}

#[diagnostic::do_not_recommend]
impl DefaultLoss for sigmoid {
    type Loss = binary_cross_entropy;
}
