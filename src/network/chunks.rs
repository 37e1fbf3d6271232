//! The passes of a batch, a chunk of samples after the other.

use super::batches::batches;
use super::judge::judge;
use super::lie::{CACHED, SMALL, enough, lies_side_by_side};
use super::score::{Score, Total};
use super::single::as_a_whole;
use super::{few, side, single};
use crate::error::Error;
use crate::kernel::{Block, CHUNK, Columns, Layout, Level, REPRODUCIBLE, Side, Single};
use crate::layer::{Descent, Empty, Layer};
use crate::loss::Loss;
use crate::noise::Noise;
use crate::scalar::Scalar;
use crate::values::{Target, Values, ValuesMut};
use core::marker::PhantomData;

/// Adds the gradient of the mean loss; returns the mean score.
#[inline]
pub fn gradient<C, N, X, Y, T, const I: usize, const O: usize>(
    net: &N,
    noise: Noise,
    inputs: &[X],
    targets: &[Y],
    gradient: &mut N::Gradient,
) -> Score<T>
where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    X: Values<T, I>,
    Y: Target<T, O>,
{
    if const { lies_side_by_side(&N::SHAPE) } {
        gradient_in::<Side, C, N, X, Y, T, I, O>(net, noise, inputs, targets, gradient)
    } else {
        gradient_in::<Columns, C, N, X, Y, T, I, O>(net, noise, inputs, targets, gradient)
    }
}

/// The same in a layout.
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
        let pass = side::Gradient {
            net,
            noise: noise.from(index * CHUNK),
            inputs,
            targets,
            gradient: &mut *gradient,
            total: &mut total,
            ends: PhantomData::<side::Ends<T, I, O>>,
            loss: PhantomData::<C>,
        };
        if inputs.len() < const { enough(&N::SHAPE, N::MACS).back } {
            few::gradient(pass);
            continue;
        }
        let pass = match L::IN_ROWS {
            true => as_a_whole::<N, _, T, I, O, SMALL>(pass).err(),
            false => Some(pass),
        };
        let Some(pass) = pass else { continue };
        let (noise, gradient, total) = (pass.noise, pass.gradient, pass.total);
        L::lend(inputs, |input| {
            let pair = (input, targets);
            gradient_of::<L, C, N, Y, T, I, O>(net, noise, pair, &mut trace, gradient, total);
        });
    }
    total.mean()
}

/// Adds the gradient of one chunk, and its scores to `total`.
#[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
#[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
pub fn gradient_of<L, C, N, Y, T, const I: usize, const O: usize>(
    net: &N,
    noise: Noise,
    (input, targets): (&L::Of<T, I>, &[Y]),
    trace: &mut N::Trace<L>,
    gradient: &mut N::Gradient,
    total: &mut Total<T>,
) where
    L: Layout,
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    Y: Target<T, O>,
{
    net.trace::<L>(input, &mut { noise }, trace);
    let end = N::end(trace);
    let delta = judge::<L, C, N::Activation, Y, T, O>(end.z(), &end.output, targets, total);
    net.accumulate::<L>(input, trace, &delta, gradient);
}

/// A step with one chunk, if `goes_on` says so of its score; returns the score before it.
///
/// Of more samples nothing, and nothing is done; nor where a gradient is faster.
#[inline]
pub fn learn<C, N, X, Y, T, D, const I: usize, const O: usize>(
    net: &mut N,
    noise: Noise,
    (inputs, targets): (&[X], &[Y]),
    descent: &mut D,
    goes_on: impl FnOnce(&mut N, Score<T>) -> bool,
) -> Option<Score<T>>
where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    X: Values<T, I>,
    Y: Target<T, O>,
    D: Descent<T>,
{
    // (without vectors it would be code beside that of the gradient, and all have to take the same way where bits are the same)
    if const { !Level::HAS_VECTORS || REPRODUCIBLE } {
        return None;
    }
    if const { !D::IS_PLAIN && N::MACS <= CACHED } {
        return None;
    }
    let samples = (inputs, targets);
    if let ([_], [_]) = samples {
        return Some(learn_in::<Single, C, N, X, Y, T, I, O>(
            net, noise, samples, descent, goes_on,
        ));
    }
    let fits = const { enough(&N::SHAPE, N::MACS).back }.max(1)..=CHUNK;
    if !fits.contains(&inputs.len()) || inputs.len() != targets.len() {
        return None;
    }
    if const { !lies_side_by_side(&N::SHAPE) } {
        return Some(learn_in::<Columns, C, N, X, Y, T, I, O>(
            net, noise, samples, descent, goes_on,
        ));
    }
    let pass = side::Learn {
        net,
        noise,
        descent,
        inputs,
        targets,
        goes_on,
        ends: PhantomData,
        loss: PhantomData::<C>,
    };
    Some(
        as_a_whole::<N, _, T, I, O, SMALL>(pass).unwrap_or_else(|p| {
            let samples = (p.inputs, p.targets);
            learn_in::<Side, C, N, X, Y, T, I, O>(p.net, p.noise, samples, p.descent, p.goes_on)
        }),
    )
}

/// The same in a layout. (A frame of its own: one that held what several layouts need would be too large for small stacks.)
#[inline(never)]
fn learn_in<L, C, N, X, Y, T, const I: usize, const O: usize>(
    net: &mut N,
    noise: Noise,
    (inputs, targets): (&[X], &[Y]),
    descent: &mut impl Descent<T>,
    goes_on: impl FnOnce(&mut N, Score<T>) -> bool,
) -> Score<T>
where
    L: Layout,
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    X: Values<T, I>,
    Y: Target<T, O>,
{
    L::lend(inputs, |input| {
        learn_of::<L, C, N, Y, T, I, O>(net, noise, (input, targets), descent, goes_on)
    })
}

/// A step with one chunk, in a layout, if `goes_on` says so; returns the score before it.
#[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
#[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
pub fn learn_of<L, C, N, Y, T, const I: usize, const O: usize>(
    net: &mut N,
    noise: Noise,
    (input, targets): (&L::Of<T, I>, &[Y]),
    descent: &mut impl Descent<T>,
    goes_on: impl FnOnce(&mut N, Score<T>) -> bool,
) -> Score<T>
where
    L: Layout,
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    Y: Target<T, O>,
{
    let mut total = Total::<T>::of(targets.len());
    let mut trace = N::Trace::<L>::empty();
    net.trace::<L>(input, &mut { noise }, &mut trace);
    let end = N::end(&trace);
    let mut delta =
        judge::<L, C, N::Activation, Y, T, O>(end.z(), &end.output, targets, &mut total);
    let score = total.mean();
    if goes_on(net, score) {
        descent.begin(delta.values_mut());
        net.learn::<L>(input, &trace, &delta, descent, 0);
    }
    score
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
    let mut results = L::Of::<T, O>::blank(0);
    let mut rest = outputs;
    for inputs in inputs.chunks(CHUNK) {
        // (chunks of both, zipped, would divide by their size, and "z" does not see that it is not 0)
        let all = core::mem::take(&mut rest);
        let (outputs, behind) = all.split_at_mut_checked(inputs.len()).unwrap_or_default();
        rest = behind;
        if inputs.len() < const { enough(&N::SHAPE, N::MACS).forward } {
            for (input, place) in inputs.iter().zip(outputs) {
                *place.as_mut_vector() = single::forward::<N, T, I, O>(net, input.as_vector());
            }
            continue;
        }
        let pass = side::Forward {
            net,
            inputs,
            outputs,
            ends: PhantomData,
        };
        let pass = match L::IN_ROWS {
            true => as_a_whole::<N, _, T, I, O, SMALL>(pass).err(),
            false => Some(pass),
        };
        let Some(side::Forward { outputs, .. }) = pass else {
            continue;
        };
        L::lend(inputs, |input| net.forward::<L>(input, &mut results));
        results.write_to::<L, _>(outputs);
    }
}
