//! Few samples of a batch, one after the other: at once they would fill neither rows nor tiles.

use super::chunks::gradient_of;
use super::lie::FEW;
use super::side::{Ends, Gradient};
use super::single::as_a_whole;
use crate::kernel::{Layout, Single, SingleAt, Task, Vectors};
use crate::layer::{Empty, Layer};
use crate::loss::Loss;
use crate::scalar::Scalar;
use crate::values::{Target, Values};
use core::slice;
use nalgebra::SVector;

/// Adds the gradient of few samples, and their scores to the total.
#[inline(never)]
pub fn gradient<C, N, X, Y, T, const I: usize, const O: usize>(
    pass: Gradient<C, N, N::Gradient, X, Y, T, Ends<T, I, O>>,
) where
    T: Scalar,
    N: Layer<T, I, O>,
    C: Loss<N::Activation>,
    X: Values<T, I>,
    Y: Target<T, O>,
{
    if let Err(OneByOne(pass)) = as_a_whole::<N, _, T, I, O, FEW>(OneByOne(pass)) {
        gradient_in::<Single, C, N, X, Y, T, I, O>(pass);
    }
}

/// A pass that samples go through one after the other.
struct OneByOne<P>(P);

impl<C, N, X, Y, T, const I: usize, const O: usize> Task
    for OneByOne<Gradient<'_, C, N, N::Gradient, X, Y, T, Ends<T, I, O>>>
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
        gradient_in::<SingleAt<S>, C, N, X, Y, T, I, O>(self.0);
    }
}

#[inline(always)]
fn gradient_in<L, C, N, X, Y, T, const I: usize, const O: usize>(
    pass: Gradient<C, N, N::Gradient, X, Y, T, Ends<T, I, O>>,
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
