//! ∂L/∂X = Wᵀ δ, in the register tile.
#![allow(unsafe_code)]

use super::CHUNK;
use super::products::Shape;
use super::simd::Simd;
use super::tile::{Product, product};
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

/// The rows of a matrix as columns: `to[j + i·to_column] = from[i + j·from_column]`.
///
/// # Safety
/// `from` can be read in `columns` columns of `rows` numbers, `to` written in `rows` columns of
/// `columns` numbers.
#[inline(always)]
unsafe fn transpose<T: Scalar, S: Simd<T>>(
    s: S,
    (rows, columns): (usize, usize),
    from: *const T,
    from_column: usize,
    to: *mut T,
    to_column: usize,
) {
    // SAFETY: i and j stay below `rows` and `columns`
    unsafe {
        let mut j = 0;
        while j < columns {
            let whole_columns = j + S::BLOCK <= columns;
            let mut i = 0;
            while whole_columns && i + S::BLOCK <= rows {
                let (from, to) = (from.add(i + j * from_column), to.add(j + i * to_column));
                s.transpose(from, from_column, to, to_column);
                i += S::BLOCK;
            }
            let end = if whole_columns { j + S::BLOCK } else { columns };
            while i < rows {
                for j in j..end {
                    *to.add(j + i * to_column) = *from.add(i + j * from_column);
                }
                i += 1;
            }
            j = end;
        }
    }
}
