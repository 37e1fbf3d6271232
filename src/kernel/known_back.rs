//! The way back of one sample through a layer whose sizes the compiler knows; small ones are left to plain loops.

use super::portable;
use super::simd::Simd;
use super::single::is_plain;
use super::single_back::{both, outer, transposed};
use crate::scalar::Scalar;
use core::hint::black_box;
use core::slice;
use nalgebra::{SMatrix, SVector};

/// A layer whose place the compiler does not know.
///
/// It would put weights of several layers together in one vector: the next sample, which needs them first, waits for that,
/// and reads them in pieces that were not written so.
#[inline(always)]
fn hidden<'a, T: Scalar, S: Simd<T>, const I: usize, const O: usize>(
    layer: (&'a mut SMatrix<T, O, I>, &'a mut SVector<T, O>),
) -> (&'a mut SMatrix<T, O, I>, &'a mut SVector<T, O>) {
    let (weights, bias) = layer;
    if const { S::LANES > 1 } {
        (black_box(weights), black_box(bias))
    } else {
        (weights, bias)
    }
}

/// [`outer`] for sizes that the compiler knows.
#[inline(always)]
pub fn outer_of<T: Scalar, S: Simd<T>, const I: usize, const O: usize>(
    s: S,
    delta: &SVector<T, O>,
    input: &SVector<T, I>,
    weights: &mut SMatrix<T, O, I>,
    bias: &mut SVector<T, O>,
) {
    if const { is_plain::<T, S>(I, O) } {
        let (delta, input) = (slice::from_ref(delta), slice::from_ref(input));
        let (weights, bias) = hidden::<T, S, I, O>((weights, bias));
        return portable::outer(delta, input, weights, bias);
    }
    let layer = (weights.as_mut_slice(), bias.as_mut_slice());
    let (delta, x) = (delta.as_slice(), input.as_slice());
    outer::<T, S, I, O>(s, delta, x, layer);
}

/// [`transposed`] for sizes that the compiler knows.
#[inline(always)]
pub fn transposed_of<T: Scalar, S: Simd<T>, const I: usize, const O: usize>(
    s: S,
    weights: &SMatrix<T, O, I>,
    delta: &SVector<T, O>,
    back: &mut SVector<T, I>,
) {
    if const { is_plain::<T, S>(I, O) } {
        return portable::transposed(weights, slice::from_ref(delta), slice::from_mut(back));
    }
    let (weights, delta) = (weights.as_slice(), delta.as_slice());
    transposed::<T, S, I, O>(s, weights, delta, back.as_mut_slice());
}

/// [`both`] for sizes that the compiler knows.
#[inline(always)]
pub fn both_of<T: Scalar, S: Simd<T>, const I: usize, const O: usize>(
    s: S,
    layer: (&mut SMatrix<T, O, I>, &mut SVector<T, O>),
    delta: &SVector<T, O>,
    input: &SVector<T, I>,
    back: &mut SVector<T, I>,
) {
    if const { is_plain::<T, S>(I, O) } {
        let layer = hidden::<T, S, I, O>(layer);
        return portable::both(layer, delta, input, back);
    }
    let (weights, bias) = layer;
    let layer = (weights.as_mut_slice(), bias.as_mut_slice());
    let (delta, x) = (delta.as_slice(), input.as_slice());
    both::<T, S, I, O>(s, layer, delta, x, back.as_mut_slice());
}
