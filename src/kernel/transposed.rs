//! ∂L/∂X = Wᵀ δ, in the register tile.
#![allow(unsafe_code)]

use super::product::{Product, Start};
use super::products::Shape;
use super::shared::Shared;
use super::transpose::transpose;
use super::{CHUNK, Level};
use crate::scalar::Scalar;
use core::mem::MaybeUninit;

/// Outputs whose δ are turned around at once.
const DEPTH: usize = if Level::HAS_VECTORS { 256 } else { 64 };
/// Inputs whose slopes are turned around at once.
const WIDTH: usize = 16;
/// Below so many samples each goes back by itself.
pub const FEW: usize = 4;

/// ∂L/∂X = Wᵀ δ
///
/// The rows of W are not vectors in memory, and there are many; so the samples are the rows of the
/// tile: (∂L/∂X)ᵀ = δᵀ W, with δ turned around before and ∂L/∂X after.
///
/// # Safety
/// The slices are as long as `shape` says; `samples` is at most [`CHUNK`].
#[inline(always)]
pub unsafe fn transposed<T: Scalar, S: Shared<T>>(
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
    if samples < FEW {
        // most lanes would be empty
        let mut rest = delta;
        for place in input.chunks_exact_mut(inputs.max(1)) {
            let (delta, behind) = rest.split_at_checked(outputs).unwrap_or_default();
            s.back(weights, delta, place);
            rest = behind;
        }
        return;
    }
    let mut turned = [MaybeUninit::<T>::uninit(); DEPTH * CHUNK];
    let mut slopes = [MaybeUninit::<T>::uninit(); WIDTH * CHUNK];
    let (turned, slopes) = (
        turned.as_mut_ptr().cast::<T>(),
        slopes.as_mut_ptr().cast::<T>(),
    );
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
                start: if o == 0 { Start::Zero } else { Start::There },
                floor: T::NEG_INFINITY,
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
                s.product(&block);
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
