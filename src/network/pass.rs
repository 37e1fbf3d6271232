//! The passes that a network's methods are made of; those of one sample are in `single`.

use super::batches::batches;
use super::judge::judge;
use super::samples::{check, check_pairs, goal, goal_or_nan};
use super::score::{Judged, Score, Total, class};
use super::single;
use crate::error::Error;
use crate::kernel::{Block, CHUNK, Columns, Layout, Level, Side};
use crate::layer::{Empty, Layer, Shape};
use crate::loss::Loss;
use crate::noise::Noise;
use crate::scalar::Scalar;
use crate::values::{Target, Values, ValuesMut};
use nalgebra::SVector;

/// The passes of a layer whose outputs are judged by the loss `C`.
///
/// Generated code calls them through this one trait, so that a loss that does not fit is one error.
pub trait Supervised<C, T: Scalar, const I: usize, const O: usize>: Layer<T, I, O> {
    /// The loss of one sample; its gradient is added to `gradient`. NaN, and nothing is added, if
    /// there is no such class.
    fn gradient(
        &self,
        noise: Noise,
        input: &SVector<T, I>,
        target: &impl Target<T, O>,
        gradient: &mut Self::Gradient,
    ) -> T;

    /// A step of gradient descent with one sample; returns the loss before it. NaN, and nothing
    /// changes, if there is no such class.
    fn learn(
        &mut self,
        noise: Noise,
        input: &SVector<T, I>,
        target: &impl Target<T, O>,
        learning_rate: T,
    ) -> T;

    /// Adds the gradient of the mean loss; returns the mean score. Of no samples, zero. A class
    /// that does not exist makes the loss NaN.
    fn gradient_batch<X: Values<T, I>, Y: Target<T, O>>(
        &self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        gradient: &mut Self::Gradient,
    ) -> Score<T>;

    /// As [`gradient_batch`](Self::gradient_batch), after a look at the data.
    ///
    /// # Errors
    /// [`Error::Lengths`], [`Error::Label`]; the gradient is untouched then.
    fn try_gradient_batch<X: Values<T, I>, Y: Target<T, O>>(
        &self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        gradient: &mut Self::Gradient,
    ) -> Result<T, Error>;

    /// The mean score, each output shown to `each` beside its target.
    ///
    /// # Errors
    /// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`].
    fn evaluate<X: Values<T, I>, Y: Target<T, O>>(
        &self,
        inputs: &[X],
        targets: &[Y],
        each: impl FnMut(Judged<'_, T>),
    ) -> Result<Score<T>, Error>;
}

impl<N, C, T, const I: usize, const O: usize> Supervised<C, T, I, O> for N
where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
{
    #[inline]
    fn gradient(
        &self,
        noise: Noise,
        input: &SVector<T, I>,
        target: &impl Target<T, O>,
        gradient: &mut N::Gradient,
    ) -> T {
        let Ok(goal) = goal::<C, N::Activation, T, O>(target) else {
            return T::NAN;
        };
        single::gradient::<C, N, T, I, O>(self, noise, input, &goal, gradient)
    }

    #[inline]
    fn learn(
        &mut self,
        noise: Noise,
        input: &SVector<T, I>,
        target: &impl Target<T, O>,
        learning_rate: T,
    ) -> T {
        let Ok(goal) = goal::<C, N::Activation, T, O>(target) else {
            return T::NAN;
        };
        single::learn::<C, N, T, I, O>(self, noise, input, &goal, learning_rate)
    }

    #[inline]
    fn gradient_batch<X: Values<T, I>, Y: Target<T, O>>(
        &self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        gradient: &mut N::Gradient,
    ) -> Score<T> {
        if const { lies_side_by_side(&N::SHAPE) } {
            gradient_in::<Side, C, N, X, Y, T, I, O>(self, noise, inputs, targets, gradient)
        } else {
            gradient_in::<Columns, C, N, X, Y, T, I, O>(self, noise, inputs, targets, gradient)
        }
    }

    #[inline]
    fn try_gradient_batch<X: Values<T, I>, Y: Target<T, O>>(
        &self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        gradient: &mut N::Gradient,
    ) -> Result<T, Error> {
        check_pairs::<X, Y, T, O>(inputs, targets)?;
        Ok(Supervised::<C, T, I, O>::gradient_batch(self, noise, inputs, targets, gradient).loss)
    }

    #[inline]
    fn evaluate<X: Values<T, I>, Y: Target<T, O>>(
        &self,
        inputs: &[X],
        targets: &[Y],
        mut each: impl FnMut(Judged<'_, T>),
    ) -> Result<Score<T>, Error> {
        check::<X, Y, T, O>(inputs, targets)?;
        let middle = 0.5 * (C::LABELS.0 + C::LABELS.1);
        let mut total = Total::<T>::of(inputs.len());
        let mut trace = N::Trace::<Columns>::empty();
        for (inputs, targets) in batches(inputs, targets, CHUNK) {
            Columns::lend(inputs, |input| {
                self.trace::<Columns>(input, &mut { Noise::NONE }, &mut trace);
            });
            let end = N::end(&trace);
            let (z, y) = (end.z().samples(), end.output.samples());
            let samples = z.iter().zip(y).zip(targets);
            for ((z, y), target) in samples {
                let goal = goal_or_nan::<C, N::Activation, T, O>(target);
                let (output, target) = (y.as_slice(), goal.as_slice());
                total.add::<C, N::Activation>(z.as_slice(), output, target);
                let (predicted, class) = (class(output, C::THRESHOLD), class(target, middle));
                each(Judged {
                    output,
                    target,
                    predicted,
                    class,
                });
            }
        }
        Ok(total.mean())
    }
}

/// Adds the gradient of the mean loss, in a layout; returns the mean score.
#[inline]
fn gradient_in<L, C, N, X, Y, T, const I: usize, const O: usize>(
    net: &N,
    noise: Noise,
    inputs: &[X],
    targets: &[Y],
    gradient: &mut N::Gradient,
) -> Score<T>
where
    L: Layout,
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    X: Values<T, I>,
    Y: Target<T, O>,
{
    let mut total = Total::<T>::of(inputs.len());
    let mut trace = N::Trace::<L>::empty();
    for (index, (inputs, targets)) in batches(inputs, targets, CHUNK).enumerate() {
        L::lend(inputs, |input| {
            net.trace::<L>(input, &mut noise.from(index * CHUNK), &mut trace);
            let end = N::end(&trace);
            let delta =
                judge::<L, C, N::Activation, Y, T, O>(end.z(), &end.output, targets, &mut total);
            net.accumulate::<L>(input, &trace, &delta, gradient);
        });
    }
    total.mean()
}

/// Whether the samples of a batch lie side by side in the passes: if all layers are dense and narrow.
const fn lies_side_by_side(shape: &Shape) -> bool {
    Level::HAS_VECTORS && is_narrow(shape)
}

const fn is_narrow(shape: &Shape) -> bool {
    match shape {
        Shape::Affine { inputs, outputs } => *inputs <= WIDEST && *outputs <= WIDEST,
        Shape::Chain(steps) => {
            let mut i = 0;
            while i < steps.len() {
                if !is_narrow(&steps[i].shape) {
                    return false;
                }
                i += 1;
            }
            true
        }
        _ => false,
    }
}

/// The widest layer of a network whose samples lie side by side.
const WIDEST: usize = 32;

/// From how many samples on a network is faster with all of them at once than with one after the other, which
/// fills neither rows nor tiles. Read off `benches/growth`.
const fn enough(shape: &Shape, macs: usize) -> usize {
    match lies_side_by_side(shape) {
        _ if !Level::HAS_VECTORS => 0,
        true if macs < 64 => 12,
        true => 8,
        false => 5,
    }
}

/// The outputs of a batch.
///
/// # Errors
/// [`Error::Lengths`] if there are not as many places as samples; nothing is written then.
#[inline]
pub fn forward_batch<N, X, Y, T, const I: usize, const O: usize>(
    net: &N,
    inputs: &[X],
    outputs: &mut [Y],
) -> Result<(), Error>
where
    T: Scalar,
    N: Layer<T, I, O>,
    X: Values<T, I>,
    Y: ValuesMut<T, O>,
{
    if inputs.len() != outputs.len() {
        return Err(Error::Lengths {
            inputs: inputs.len(),
            others: outputs.len(),
        });
    }
    if const { lies_side_by_side(&N::SHAPE) } {
        forward_in::<Side, N, X, Y, T, I, O>(net, inputs, outputs);
    } else {
        forward_in::<Columns, N, X, Y, T, I, O>(net, inputs, outputs);
    }
    Ok(())
}

/// The outputs of a batch, in a layout.
#[inline]
fn forward_in<L, N, X, Y, T, const I: usize, const O: usize>(
    net: &N,
    inputs: &[X],
    outputs: &mut [Y],
) where
    L: Layout,
    T: Scalar,
    N: Layer<T, I, O>,
    X: Values<T, I>,
    Y: ValuesMut<T, O>,
{
    let mut places = outputs.iter_mut();
    let mut results = L::Of::<T, O>::blank(0);
    for inputs in inputs.chunks(CHUNK) {
        if inputs.len() < const { enough(&N::SHAPE, N::MACS) } {
            for (input, place) in inputs.iter().zip(&mut places) {
                *place.as_mut_vector() = single::forward::<N, T, I, O>(net, input.as_vector());
            }
            continue;
        }
        L::lend(inputs, |input| net.forward::<L>(input, &mut results));
        results.each(|output| {
            if let Some(place) = places.next() {
                *place.as_mut_vector() = output;
            }
        });
    }
}
