//! ∂L/∂X = Wᵀ δ, in the register tile.
#![allow(unsafe_code)]

use super::CHUNK;
use super::products::Shape;
use super::simd::Simd;
use super::tile::{Product, product};
use super::transpose::transpose;
use crate::scalar::Scalar;
use core::mem::MaybeUninit;

/// Outputs whose δ are turned around at once.
const DEPTH: usize = 64;
/// Inputs whose slopes are turned around at once.
const WIDTH: usize = 16;

/// ∂L/∂X = Wᵀ δ
///
/// The rows of W are not vectors in memory, and there are many; so the samples are the rows of the
/// tile: (∂L/∂X)ᵀ = δᵀ W, with δ turned around before and ∂L/∂X after.
///
/// # Safety
/// The slices are as long as `shape` says; `samples` is at most [`CHUNK`].
#[inline(always)]
pub unsafe fn transposed<T: Scalar, S: Simd<T>, const N: usize>(
    s: S,
    shape: Shape,
    weights: &[T],
    delta: &[T],
    input: &mut [T],
) {
    let Shape {
        inputs,
        outputs,
        samples,
    } = shape;
    if outputs == 1 {
        return of_one(s, weights, delta, input);
    }
    if samples < FEW {
        // SAFETY: the slices are as long as `shape` says
        return unsafe { of_few(s, shape, weights, delta, input) };
    }
    let mut turned = [MaybeUninit::<T>::uninit(); DEPTH * CHUNK];
    let mut slopes = [MaybeUninit::<T>::uninit(); WIDTH * CHUNK];
    let (turned, slopes) = (
        turned.as_mut_ptr().cast::<T>(),
        slopes.as_mut_ptr().cast::<T>(),
    );
    let zeros = [T::ZERO; CHUNK];
    let mut o = 0;
    while o < outputs {
        let depth = DEPTH.min(outputs - o);
        // SAFETY: δ is outputs × samples; `turned` has room for samples × depth
        unsafe {
            transpose(
                s,
                (depth, samples),
                delta.as_ptr().add(o),
                outputs,
                turned,
                samples,
            )
        };
        let mut i = 0;
        while i < inputs {
            let width = WIDTH.min(inputs - i);
            let block = Product {
                rows: samples,
                columns: width,
                depth,
                a: turned.cast_const(),
                a_column: samples,
                b: weights.as_ptr().wrapping_add(o + i * outputs),
                b_row: 1,
                b_column: outputs,
                start: if o == 0 {
                    zeros.as_ptr()
                } else {
                    slopes.cast_const()
                },
                start_column: if o == 0 { 0 } else { samples },
                c: slopes,
                c_column: samples,
            };
            // SAFETY: ∂L/∂X is inputs × samples; `slopes` has room for samples × width, and what
            // the product reads of it was written just before
            unsafe {
                let input = input.as_mut_ptr().add(i);
                if o > 0 {
                    transpose(
                        s,
                        (width, samples),
                        input.cast_const(),
                        inputs,
                        slopes,
                        samples,
                    );
                }
                product::<T, S, N>(s, &block);
                transpose(
                    s,
                    (samples, width),
                    slopes.cast_const(),
                    samples,
                    input,
                    inputs,
                );
            }
            i += width;
        }
        o += depth;
    }
}

/// The same where W is one row: ∂L/∂x = w δ.
#[inline(always)]
fn of_one<T: Scalar, S: Simd<T>>(s: S, weights: &[T], delta: &[T], input: &mut [T]) {
    for (input, &delta) in input.chunks_exact_mut(weights.len().max(1)).zip(delta) {
        let delta = s.splat(delta);
        for (w, x) in weights.chunks(S::LANES).zip(input.chunks_mut(S::LANES)) {
            s.write(s.mul(s.read(w), delta), x);
        }
    }
}

/// Below so many samples most lanes would be empty.
const FEW: usize = 4;

/// The same for few samples: ∂L/∂xᵢ = wᵢ · δ, four columns wᵢ of W at once.
///
/// # Safety
/// The slices are as long as `shape` says.
#[inline(always)]
unsafe fn of_few<T: Scalar, S: Simd<T>>(
    s: S,
    shape: Shape,
    weights: &[T],
    delta: &[T],
    input: &mut [T],
) {
    const COLUMNS: usize = 4;
    let (weights, mut delta, outputs) = (weights.as_ptr(), delta, shape.outputs);
    for place in input.chunks_exact_mut(shape.inputs.max(1)) {
        let mut i = 0;
        while i < shape.inputs {
            let mut sums = [s.zero(); COLUMNS];
            let mut o = 0;
            while o < outputs {
                let lanes = (outputs - o).min(S::LANES);
                for (j, sum) in sums.iter_mut().enumerate() {
                    // the last column again where there is no other
                    let column = (i + j).min(shape.inputs - 1) * outputs;
                    // SAFETY: o + lanes is at most `outputs`, of a column and of δ
                    let (w, d) = unsafe {
                        let (w, d) = (weights.add(column + o), delta.as_ptr().add(o));
                        match lanes == S::LANES {
                            true => (s.load(w), s.load(d)),
                            false => (s.load_first(w, lanes), s.load_first(d, lanes)),
                        }
                    };
                    *sum = s.mul_add(w, d, *sum);
                }
                o += lanes;
            }
            for (place, sum) in place.iter_mut().skip(i).zip(sums) {
                *place = s.sum(sum);
            }
            i += COLUMNS;
        }
        delta = delta.get(outputs..).unwrap_or(&[]);
    }
}
