//! How well outputs meet their targets.

use crate::loss::{Loss, Metric};
use crate::math::{Sum, argmax, sum};
use crate::scalar::Scalar;

/// The means over some samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score<T> {
    /// The mean loss.
    pub loss: T,
    /// The mean of what the loss names as its [`Metric`]: accuracy (0 to 1), or mean absolute
    /// error.
    pub metric: T,
}

/// An output beside its target.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a, T> {
    /// What the network gave.
    pub output: &'a [T],
    /// What it should have given.
    pub target: &'a [T],
    /// The class that the output names: its largest value, or 0 or 1 for a single output.
    pub predicted: usize,
    /// The class that the target names.
    pub class: usize,
}

/// The score of some samples so far.
#[derive(Debug)]
pub struct Total<T> {
    samples: T,
    loss: Sum<T>,
    metric: Sum<T>,
}

impl<T: Scalar> Total<T> {
    #[inline]
    pub fn of(samples: usize) -> Self {
        Self {
            samples: T::of(samples.max(1) as f64),
            loss: Sum::ZERO,
            metric: Sum::ZERO,
        }
    }

    /// What the slope of one sample's loss counts in that of the mean.
    #[inline]
    pub fn share(&self) -> T {
        T::ONE / self.samples
    }

    /// Adds one sample.
    #[inline]
    pub fn add<C: Loss<A>, A>(&mut self, z: &[T], y: &[T], target: &[T]) {
        self.loss.add(C::value(z, y, target));
        self.metric.add(metric::<C, A, T>(y, target));
    }

    /// Adds the sums over some samples.
    #[inline]
    pub fn add_all(&mut self, loss: T, metric: T) {
        self.loss.add(loss);
        self.metric.add(metric);
    }

    /// The means; 0 of no samples.
    #[inline]
    pub fn mean(&self) -> Score<T> {
        Score {
            loss: self.loss.total() / self.samples,
            metric: self.metric.total() / self.samples,
        }
    }
}

/// What the loss's metric says of one sample.
#[inline]
pub(super) fn metric<C: Loss<A>, A, T: Scalar>(y: &[T], target: &[T]) -> T {
    let middle = 0.5 * (C::LABELS.0 + C::LABELS.1);
    let one_if = |is_right: bool| if is_right { T::ONE } else { T::ZERO };
    let pairs = y.iter().zip(target);
    let mean = T::ONE / T::of(y.len() as f64);
    match C::METRIC {
        Metric::Accuracy => one_if(class(y, C::THRESHOLD) == class(target, middle)),
        Metric::BinaryAccuracy => {
            let (high, middle) = (T::of(C::THRESHOLD), T::of(middle));
            mean * sum(pairs.map(|(&y, &t)| one_if((y > high) == (t > middle))))
        }
        Metric::MeanAbsoluteError => mean * sum(pairs.map(|(&y, &t)| (y - t).abs())),
    }
}

/// The class that a vector of outputs names.
#[inline]
pub(super) fn class<T: Scalar>(values: &[T], threshold: f64) -> usize {
    match values {
        [one] => usize::from(*one > T::of(threshold)),
        several => argmax(several),
    }
}
