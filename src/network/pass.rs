//! The passes that a network's methods are made of: one sample, and a batch of any length.

use super::batches::batches;
use super::samples::{check, check_pairs, goal, goal_or_nan, load};
use super::score::{Judged, Score, Total, class};
use crate::activation::Activation;
use crate::error::Error;
use crate::kernel::{self, Block, CHUNK, Columns, Layout, Single, SingleAt, Task, Vectors};
use crate::layer::Layer;
use crate::loss::Loss;
use crate::noise::Noise;
use crate::scalar::Scalar;
use crate::values::{Target, Values, ValuesMut};
use core::marker::PhantomData;
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
        let trace = self.trace::<Single>(input, &mut { noise });
        let end = N::end(&trace);
        let (z, y) = (end.z().as_slice(), end.output.as_slice());
        let mut delta = SVector::<T, O>::blank(1);
        C::delta(z, y, goal.as_slice(), delta.as_mut_slice());
        self.accumulate::<Single>(input, &trace, &delta, gradient);
        C::value(z, y, goal.as_slice())
    }

    #[inline]
    fn gradient_batch<X: Values<T, I>, Y: Target<T, O>>(
        &self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        gradient: &mut N::Gradient,
    ) -> Score<T> {
        let mut total = Total::<T>::of(inputs.len());
        let share = total.share();
        for (index, (inputs, targets)) in batches(inputs, targets, CHUNK).enumerate() {
            let input = load(inputs);
            let trace = self.trace::<Columns>(&input, &mut noise.from(index * CHUNK));
            let end = N::end(&trace);
            let mut delta = <Columns as Layout>::Of::<T, O>::blank(inputs.len());
            let samples = end
                .z()
                .samples()
                .iter()
                .zip(end.output.samples())
                .zip(targets);
            for (((z, y), target), delta) in samples.zip(delta.samples_mut()) {
                let goal = goal_or_nan::<C, N::Activation, T, O>(target);
                let (z, y, goal) = (z.as_slice(), y.as_slice(), goal.as_slice());
                total.add::<C, N::Activation>(z, y, goal);
                C::delta(z, y, goal, delta.as_mut_slice());
                for delta in delta.iter_mut() {
                    *delta *= share;
                }
            }
            self.accumulate::<Columns>(&input, &trace, &delta, gradient);
        }
        total.mean()
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
        for (inputs, targets) in batches(inputs, targets, CHUNK) {
            let trace = self.trace::<Columns>(&load(inputs), &mut { Noise::NONE });
            let end = N::end(&trace);
            let samples = end
                .z()
                .samples()
                .iter()
                .zip(end.output.samples())
                .zip(targets);
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

/// The outputs of one sample, at the level of the processor.
#[inline]
pub fn forward<N, T, const I: usize, const O: usize>(
    net: &N,
    input: &SVector<T, I>,
) -> SVector<T, O>
where
    T: Scalar,
    N: Layer<T, I, O>,
{
    // as a whole, in the processor's registers; larger ones layer by layer, by kernels that are
    // compiled once for all networks
    if const { N::MACS <= SMALL && N::SHAPE.layers() <= SHALLOW } {
        kernel::run(Forward {
            net,
            input,
            output: PhantomData,
        })
    } else {
        net.forward::<Single>(input)
    }
}

/// Up to how many multiply-accumulates the forward pass of one sample is compiled as a whole, for each
/// level.
const SMALL: usize = 8192;
/// And up to how many layers: unoptimised, all of it has its variables in one frame of the stack.
const SHALLOW: usize = 8;

struct Forward<'a, N, X, Y> {
    net: &'a N,
    input: &'a X,
    output: PhantomData<Y>,
}

impl<N, T, const I: usize, const O: usize> Task for Forward<'_, N, SVector<T, I>, SVector<T, O>>
where
    T: Scalar,
    N: Layer<T, I, O>,
{
    type Output = SVector<T, O>;
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) -> SVector<T, O> {
        self.net.forward::<SingleAt<S>>(self.input)
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
    let mut places = outputs.iter_mut();
    for inputs in inputs.chunks(CHUNK) {
        let results = net.forward::<Columns>(&load(inputs));
        for (output, place) in results.samples().iter().zip(&mut places) {
            *place.as_mut_vector() = *output;
        }
    }
    Ok(())
}

/// Adds ∂L/∂parameters to `gradient`, given ∂L/∂y; returns ∂L/∂x.
#[inline]
pub fn backward<N, T, const I: usize, const O: usize>(
    net: &N,
    input: &SVector<T, I>,
    trace: &N::Trace<Single>,
    output_gradient: &SVector<T, O>,
    gradient: &mut N::Gradient,
) -> SVector<T, I>
where
    T: Scalar,
    N: Layer<T, I, O>,
{
    let end = N::end(trace);
    let (z, y) = (end.z().as_slice(), end.output.as_slice());
    let mut delta = *output_gradient;
    N::Activation::chain(z, y, delta.as_mut_slice());
    net.backward::<Single>(input, trace, &delta, gradient)
}
