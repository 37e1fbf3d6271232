//! The passes of one sample, each at the level of the processor.
//!
//! Those of a small network run as a whole, in the processor's registers, compiled for each level; those of larger ones
//! layer by layer, by kernels that are compiled once for all networks. So do all in a build for debugging, which would not
//! keep anything in registers and take minutes for some hundred networks.

use crate::activation::{Activated, Activation};
use crate::kernel::{self, Block, Layout, Single, SingleAt, Task, Vectors};
use crate::layer::{Descent, Empty, Layer, Plain};
use crate::loss::Loss;
use crate::noise::Noise;
use crate::scalar::Scalar;
use core::marker::PhantomData;
use nalgebra::SVector;

/// Up to how many multiply-accumulates a pass is compiled as a whole, for each level.
const SMALL: usize = 8192;
/// And up to how many layers: all of it has its variables in one frame of the stack.
const SHALLOW: usize = 8;

/// Runs a pass of a network of up to `MOST` multiply-accumulates; gives that of another back, and where there are no such vectors.
#[inline]
pub(super) fn as_a_whole<N, K, T, const I: usize, const O: usize, const MOST: usize>(
    pass: K,
) -> Result<K::Output, K>
where
    N: Layer<T, I, O>,
    K: Task,
    T: Scalar,
{
    if const { !cfg!(debug_assertions) && N::MACS <= MOST && N::SHAPE.layers() <= SHALLOW } {
        kernel::run_fused(pass)
    } else {
        Err(pass)
    }
}

/// The outputs of one sample.
#[inline]
pub fn forward<N, T, const I: usize, const O: usize>(
    net: &N,
    input: &SVector<T, I>,
) -> SVector<T, O>
where
    T: Scalar,
    N: Layer<T, I, O>,
{
    as_a_whole::<N, _, T, I, O, SMALL>(Forward {
        net,
        input,
        output: PhantomData,
    })
    .unwrap_or_else(|p| forward_in::<Single, N, T, I, O>(p.net, p.input))
}

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
        forward_in::<SingleAt<S>, N, T, I, O>(self.net, self.input)
    }
}

#[inline(always)]
fn forward_in<L: Layout, N: Layer<T, I, O>, T: Scalar, const I: usize, const O: usize>(
    net: &N,
    input: &L::Of<T, I>,
) -> L::Of<T, O> {
    let mut output = L::Of::<T, O>::blank(1);
    net.forward::<L>(input, &mut output);
    output
}

/// The loss of one sample; its gradient is added to `gradient`.
#[inline]
pub fn gradient<C, N, T, const I: usize, const O: usize>(
    net: &N,
    noise: Noise,
    input: &SVector<T, I>,
    goal: &SVector<T, O>,
    gradient: &mut N::Gradient,
) -> T
where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
{
    as_a_whole::<N, _, T, I, O, SMALL>(Gradient {
        net,
        noise,
        input,
        goal,
        gradient,
        loss: PhantomData::<C>,
    })
    .unwrap_or_else(|p| {
        gradient_in::<Single, C, N, T, I, O>(p.net, p.noise, p.input, p.goal, p.gradient)
    })
}

struct Gradient<'a, C, N, G, X, Y> {
    net: &'a N,
    noise: Noise,
    input: &'a X,
    goal: &'a Y,
    gradient: &'a mut G,
    loss: PhantomData<C>,
}

impl<C, N, T, const I: usize, const O: usize> Task
    for Gradient<'_, C, N, N::Gradient, SVector<T, I>, SVector<T, O>>
where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
{
    type Output = T;
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) -> T {
        let (net, noise, gradient) = (self.net, self.noise, self.gradient);
        gradient_in::<SingleAt<S>, C, N, T, I, O>(net, noise, self.input, self.goal, gradient)
    }
}

#[inline(always)]
fn gradient_in<L, C, N, T, const I: usize, const O: usize>(
    net: &N,
    noise: Noise,
    input: &L::Of<T, I>,
    goal: &SVector<T, O>,
    gradient: &mut N::Gradient,
) -> T
where
    L: Layout,
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
{
    let mut trace = N::Trace::<L>::empty();
    net.trace::<L>(input, &mut { noise }, &mut trace);
    let (delta, loss) = judge::<L, C, N::Activation, T, O>(N::end(&trace), goal.as_slice());
    net.accumulate::<L>(input, &trace, &delta, gradient);
    loss
}

/// A step of gradient descent with one sample; returns the loss before it.
#[inline]
pub fn learn<C, N, T, const I: usize, const O: usize>(
    net: &mut N,
    noise: Noise,
    input: &SVector<T, I>,
    goal: &SVector<T, O>,
    learning_rate: T,
) -> T
where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
{
    as_a_whole::<N, _, T, I, O, SMALL>(Learn {
        net,
        noise,
        input,
        goal,
        learning_rate,
        loss: PhantomData::<C>,
    })
    .unwrap_or_else(|p| {
        learn_in::<Single, C, N, T, I, O>(p.net, p.noise, p.input, p.goal, p.learning_rate)
    })
}

struct Learn<'a, C, N, T, X, Y> {
    net: &'a mut N,
    noise: Noise,
    input: &'a X,
    goal: &'a Y,
    learning_rate: T,
    loss: PhantomData<C>,
}

impl<C, N, T, const I: usize, const O: usize> Task
    for Learn<'_, C, N, T, SVector<T, I>, SVector<T, O>>
where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
{
    type Output = T;
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) -> T {
        let (net, noise, rate) = (self.net, self.noise, self.learning_rate);
        learn_in::<SingleAt<S>, C, N, T, I, O>(net, noise, self.input, self.goal, rate)
    }
}

#[inline(always)]
fn learn_in<L, C, N, T, const I: usize, const O: usize>(
    net: &mut N,
    noise: Noise,
    input: &L::Of<T, I>,
    goal: &SVector<T, O>,
    learning_rate: T,
) -> T
where
    L: Layout,
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
{
    let mut trace = N::Trace::<L>::empty();
    net.trace::<L>(input, &mut { noise }, &mut trace);
    let (mut delta, loss) = judge::<L, C, N::Activation, T, O>(N::end(&trace), goal.as_slice());
    let mut descent = Plain(learning_rate);
    descent.begin(delta.values_mut());
    net.learn::<L>(input, &trace, &delta, &mut descent, 0);
    loss
}

/// ∂L/∂z and L of one sample.
#[inline(always)]
fn judge<L, C, A, T, const O: usize>(end: &Activated<L, A, T, O>, goal: &[T]) -> (L::Of<T, O>, T)
where
    L: Layout,
    C: Loss<A>,
    A: Activation,
    T: Scalar,
{
    let (z, y) = (end.z().values(), end.output.values());
    let mut delta = L::Of::<T, O>::blank(1);
    C::delta(z, y, goal, delta.values_mut());
    (delta, C::value(z, y, goal))
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
    let mut below = SVector::<T, I>::blank(1);
    net.backward::<Single>(input, trace, &delta, gradient, &mut below);
    below
}
