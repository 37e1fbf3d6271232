//! The passes that a network's methods are made of; those of one sample are in `single`, those of a batch in `chunks`.

use super::batches::batches;
use super::goals::{goal, goal_or_nan};
use super::samples::{check, check_pairs};
use super::score::{Judged, Score, Total, class};
use super::{chunks, single};
use crate::error::Error;
use crate::kernel::{Block, CHUNK, Columns, Layout};
use crate::layer::{Descent, Empty, Layer};
use crate::loss::Loss;
use crate::noise::Noise;
use crate::scalar::Scalar;
use crate::values::{Target, Values};
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

    /// A step with the mean loss of up to [`CHUNK`] samples, if `goes_on` says so of its score; returns the score before it.
    /// Of more samples nothing, and nothing is done; nor where a gradient is faster.
    fn learn_batch<X: Values<T, I>, Y: Target<T, O>>(
        &mut self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        descent: &mut impl Descent<T>,
        goes_on: impl FnOnce(&mut Self, Score<T>) -> bool,
    ) -> Option<Score<T>>;

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
        chunks::gradient::<C, N, X, Y, T, I, O>(self, noise, inputs, targets, gradient)
    }

    #[inline]
    fn learn_batch<X: Values<T, I>, Y: Target<T, O>>(
        &mut self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        descent: &mut impl Descent<T>,
        goes_on: impl FnOnce(&mut Self, Score<T>) -> bool,
    ) -> Option<Score<T>> {
        let pair = (inputs, targets);
        chunks::learn::<C, N, X, Y, T, _, I, O>(self, noise, pair, descent, goes_on)
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
