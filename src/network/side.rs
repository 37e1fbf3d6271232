//! The passes of a chunk of samples through a network so small that each runs as a whole, compiled for each level: its
//! calls from layer to layer would take as long as the work. (In a build for debugging nothing would stay in registers.)

use super::chunks::{gradient_of, learn_of};
use super::score::{Score, Total};
use crate::kernel::{Block, Rows, SideAt, Task, Vectors};
use crate::layer::{Descent, Empty, Layer};
use crate::loss::Loss;
use crate::noise::Noise;
use crate::scalar::Scalar;
use crate::values::{Target, Values, ValuesMut};
use core::marker::PhantomData;
use nalgebra::SVector;

/// Between what vectors a network lies.
pub type Ends<T, const I: usize, const O: usize> = (SVector<T, I>, SVector<T, O>);

/// The outputs of a chunk.
pub struct Forward<'a, N, X, Y, E> {
    pub net: &'a N,
    pub inputs: &'a [X],
    pub outputs: &'a mut [Y],
    pub ends: PhantomData<E>,
}

impl<N, X, Y, T, const I: usize, const O: usize> Task for Forward<'_, N, X, Y, Ends<T, I, O>>
where
    T: Scalar,
    N: Layer<T, I, O>,
    X: Values<T, I>,
    Y: ValuesMut<T, O>,
{
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) {
        let (mut input, mut results) = (Rows::blank(0), Rows::blank(0));
        input.fill::<SideAt<S>, _>(self.inputs);
        self.net.forward::<SideAt<S>>(&input, &mut results);
        results.write_to::<SideAt<S>, _>(self.outputs);
    }
}

/// Adds the gradient of a chunk, and its scores to `total`.
pub struct Gradient<'a, C, N, G, X, Y, T, E> {
    pub net: &'a N,
    pub noise: Noise,
    pub inputs: &'a [X],
    pub targets: &'a [Y],
    pub gradient: &'a mut G,
    pub total: &'a mut Total<T>,
    pub ends: PhantomData<E>,
    pub loss: PhantomData<C>,
}

impl<C, N, X, Y, T, const I: usize, const O: usize> Task
    for Gradient<'_, C, N, N::Gradient, X, Y, T, Ends<T, I, O>>
where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    X: Values<T, I>,
    Y: Target<T, O>,
{
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) {
        let (net, noise, targets) = (self.net, self.noise, self.targets);
        let mut input = Rows::blank(0);
        input.fill::<SideAt<S>, _>(self.inputs);
        let mut trace = N::Trace::empty();
        gradient_of::<SideAt<S>, C, N, Y, T, I, O>(
            net,
            noise,
            (&input, targets),
            &mut trace,
            self.gradient,
            self.total,
        );
    }
}

/// A step with a chunk.
pub struct Learn<'a, C, N, X, Y, D, F, E> {
    pub net: &'a mut N,
    pub noise: Noise,
    pub descent: &'a mut D,
    pub inputs: &'a [X],
    pub targets: &'a [Y],
    pub goes_on: F,
    pub ends: PhantomData<E>,
    pub loss: PhantomData<C>,
}

impl<C, N, X, Y, T, D, F, const I: usize, const O: usize> Task
    for Learn<'_, C, N, X, Y, D, F, Ends<T, I, O>>
where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    X: Values<T, I>,
    Y: Target<T, O>,
    D: Descent<T>,
    F: FnOnce(&mut N, Score<T>) -> bool,
{
    type Output = Score<T>;
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) -> Score<T> {
        let mut input = Rows::blank(0);
        input.fill::<SideAt<S>, _>(self.inputs);
        let pair = (&input, self.targets);
        learn_of::<SideAt<S>, C, N, Y, T, I, O>(
            self.net,
            self.noise,
            pair,
            self.descent,
            self.goes_on,
        )
    }
}
