//! Few samples of a batch, one after the other: at once they would fill neither rows nor tiles.

use super::chunks::gradient_of;
use super::lie::FEW;
use super::score::Total;
use super::single::as_a_whole;
use crate::kernel::{Layout, Single, SingleAt, Task, Vectors};
use crate::layer::{Empty, Layer};
use crate::loss::Loss;
use crate::noise::Noise;
use crate::scalar::Scalar;
use crate::values::{Target, Values};
use core::marker::PhantomData;
use core::slice;
use nalgebra::SVector;

/// Adds the gradient of few samples, and their scores to `total`.
#[inline(never)]
pub fn gradient<C, N, X, Y, T, const I: usize, const O: usize>(
    net: &N,
    noise: Noise,
    (inputs, targets): (&[X], &[Y]),
    gradient: &mut N::Gradient,
    total: &mut Total<T>,
) where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    X: Values<T, I>,
    Y: Target<T, O>,
{
    let pass = Gradient {
        net,
        noise,
        inputs,
        targets,
        gradient,
        total,
        of: PhantomData::<(C, SVector<T, I>, SVector<T, O>)>,
    };
    if let Err(pass) = as_a_whole::<N, _, T, I, O, FEW>(pass) {
        gradient_in::<Single, C, N, X, Y, T, I, O>(pass);
    }
}

/// The pass, and between what vectors its network lies.
struct Gradient<'a, N, G, X, Y, T, E> {
    net: &'a N,
    noise: Noise,
    inputs: &'a [X],
    targets: &'a [Y],
    gradient: &'a mut G,
    total: &'a mut Total<T>,
    of: PhantomData<E>,
}

type Of<C, T, const I: usize, const O: usize> = (C, SVector<T, I>, SVector<T, O>);

impl<C, N, X, Y, T, const I: usize, const O: usize> Task
    for Gradient<'_, N, N::Gradient, X, Y, T, Of<C, T, I, O>>
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
        gradient_in::<SingleAt<S>, C, N, X, Y, T, I, O>(self);
    }
}

#[inline(always)]
fn gradient_in<L, C, N, X, Y, T, const I: usize, const O: usize>(
    pass: Gradient<N, N::Gradient, X, Y, T, Of<C, T, I, O>>,
) where
    L: Layout<Of<T, I> = SVector<T, I>>,
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    X: Values<T, I>,
    Y: Target<T, O>,
{
    let mut trace = N::Trace::<L>::empty();
    for (index, (input, target)) in pass.inputs.iter().zip(pass.targets).enumerate() {
        gradient_of::<L, C, N, Y, T, I, O>(
            pass.net,
            pass.noise.from(index),
            (input.as_vector(), slice::from_ref(target)),
            &mut trace,
            pass.gradient,
            pass.total,
        );
    }
}
