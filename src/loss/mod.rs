//! Losses: how far an output is from its target.
//!
//! A loss is a lower-case type named as in the declaration, `loss = huber`. Adding one means adding
//! a file in `functions/` and naming it in two lists. A loss of your own implements [`Loss`] (or [`Elementwise`]) in
//! your crate and is written with its path.

mod functions;

pub use functions::{
    binary_cross_entropy::binary_cross_entropy, cross_entropy::cross_entropy, hinge::hinge,
    huber::huber, kl_divergence::kl_divergence, mean_absolute::mean_absolute,
    mean_squared::mean_squared, smooth_l1::smooth_l1, sum_squared::sum_squared,
};

use crate::activation::Activation;
use crate::kernel::{CHUNK, Vectors};
use crate::scalar::Scalar;

/// A loss that can follow the output activation `A`, of one sample.
///
/// `z` is what goes into the activation, `y` = A(z) the network's output, `target` as long as both.
/// (For an activation that keeps its output only, `z` is `y` once more.)
#[diagnostic::on_unimplemented(
    message = "the loss `{Self}` does not fit the output activation `{A}`",
    label = "cannot follow `{A}`",
    note = "`cross_entropy` and `kl_divergence` follow `softmax`, `log_softmax` and `linear`; \
            `binary_cross_entropy` follows `sigmoid` and `linear`; all others follow any activation"
)]
pub trait Loss<A>: 'static {
    /// What a class label is written as: elsewhere, and at its own place.
    const LABELS: (f64, f64) = (0.0, 1.0);
    /// With one output: class 1 is predicted above this output, else class 0.
    const THRESHOLD: f64 = 0.5;
    /// What a report shows beside the loss.
    const METRIC: Metric;
    /// Whether the numbers behind its name are in range; if not, what the compiler says there.
    const NUMBERS: Result<(), &'static str> = Ok(());

    /// Whether [`judge`](Self::judge) is there.
    #[doc(hidden)]
    const IN_ROWS: bool = false;

    /// The losses and slopes of [`CHUNK`](crate::kernel::CHUNK) samples that lie side by side.
    #[doc(hidden)]
    #[inline(always)]
    fn judge<T: Scalar, S: Vectors>(_: S, _sides: &mut Sides<T>, _losses: &mut [T; CHUNK]) {}
    /// Whether it is `cross_entropy` behind `softmax`, for which the library holds that compiled.
    #[doc(hidden)]
    const IS_COMMON: bool = false;

    /// L, at least 0 for every loss here.
    fn value<T: Scalar>(z: &[T], y: &[T], target: &[T]) -> T;
    /// ∂L/∂z, fused with the activation's slope where a closed form exists.
    fn delta<T: Scalar>(z: &[T], y: &[T], target: &[T], delta: &mut [T]);
}

/// What a loss looks at, and ∂L/∂z, of samples that lie side by side in rows.
#[doc(hidden)]
#[derive(Debug)]
pub struct Sides<'a, T> {
    pub z: &'a [[T; CHUNK]],
    pub y: &'a [[T; CHUNK]],
    pub target: &'a [[T; CHUNK]],
    pub delta: &'a mut [[T; CHUNK]],
}

/// What a training report shows beside the loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// The fraction of samples whose class is predicted correctly.
    Accuracy,
    /// The fraction of outputs that are on the right side of the threshold.
    BinaryAccuracy,
    /// The mean of |y − target| over outputs and samples.
    MeanAbsoluteError,
}

/// A loss of the output y alone, a mean or a sum over the outputs. It follows every activation.
pub trait Elementwise: 'static {
    /// Whether the outputs' losses are averaged (as PyTorch does) or added up.
    const IS_MEAN: bool = true;
    /// As [`Loss::LABELS`].
    const LABELS: (f64, f64) = (0.0, 1.0);
    /// As [`Loss::THRESHOLD`].
    const THRESHOLD: f64 = 0.5;
    /// As [`Loss::METRIC`].
    const METRIC: Metric = Metric::MeanAbsoluteError;
    /// As [`Loss::NUMBERS`].
    const NUMBERS: Result<(), &'static str> = Ok(());

    /// ℓ(y, t) of one output.
    fn value<T: Scalar>(y: T, target: T) -> T;
    /// ∂ℓ/∂y of one output.
    fn slope<T: Scalar>(y: T, target: T) -> T;
}

#[diagnostic::do_not_recommend]
impl<E: Elementwise, A: Activation> Loss<A> for E {
    const LABELS: (f64, f64) = E::LABELS;
    const THRESHOLD: f64 = E::THRESHOLD;
    const METRIC: Metric = E::METRIC;
    const NUMBERS: Result<(), &'static str> = E::NUMBERS;
    const IN_ROWS: bool = A::IS_ELEMENTWISE;

    #[inline(always)]
    fn judge<T: Scalar, S: Vectors>(s: S, sides: &mut Sides<T>, losses: &mut [T; CHUNK]) {
        let outputs = T::of(sides.y.len() as f64);
        let scale = if E::IS_MEAN { T::ONE / outputs } else { T::ONE };
        let (z, y) = (sides.z.as_flattened(), sides.y.as_flattened());
        let target = sides.target.as_flattened();
        // where the slopes will stand: compilers take one long loop in vectors, and a sum within it number by number
        for ((value, &y), &t) in sides.delta.as_flattened_mut().iter_mut().zip(y).zip(target) {
            *value = E::value(y, t);
        }
        for values in sides.delta.iter() {
            for (loss, &value) in losses.iter_mut().zip(values) {
                *loss += value;
            }
        }
        if E::IS_MEAN {
            for loss in losses.iter_mut() {
                *loss /= outputs;
            }
        }
        let delta = sides.delta.as_flattened_mut();
        for ((delta, &y), &t) in delta.iter_mut().zip(y).zip(target) {
            *delta = scale * E::slope(y, t);
        }
        A::chain_all(s, CHUNK, z, y, delta);
    }
    #[inline]
    fn value<T: Scalar>(_z: &[T], y: &[T], target: &[T]) -> T {
        let total = crate::math::sum(y.iter().zip(target).map(|(&y, &t)| E::value(y, t)));
        if E::IS_MEAN {
            total / T::of(y.len() as f64)
        } else {
            total
        }
    }
    #[inline]
    fn delta<T: Scalar>(z: &[T], y: &[T], target: &[T], delta: &mut [T]) {
        let scale = if E::IS_MEAN {
            T::ONE / T::of(y.len() as f64)
        } else {
            T::ONE
        };
        for ((delta, &y), &t) in delta.iter_mut().zip(y).zip(target) {
            *delta = scale * E::slope(y, t);
        }
        A::chain(z, y, delta);
    }
}

/// The loss that is taken where a declaration names none.
#[diagnostic::on_unimplemented(
    message = "no loss is known for the output activation `{Self}`",
    label = "write `loss = …` behind the layers"
)]
pub trait DefaultLoss {
    /// [`cross_entropy`] behind `softmax` and `log_softmax`, [`binary_cross_entropy`] behind
    /// `sigmoid`, else [`mean_squared`].
    type Loss;
    /// What `network!` asks for, to find out whether this trait is implemented.
    #[doc(hidden)]
    const FITS: bool = true;
}
