//! The products of a dense layer with samples that lie one after the other; the third is in `transposed`.
//!
//! Sums run from what is there, or from the bias, or from 0, over the inputs, the samples or the
//! outputs from the first to the last (that over outputs, of less than four samples, by lanes).
#![allow(unsafe_code)]

use super::packed;
use super::product::{Product, Start};
use super::shared::Shared;
use super::simd::Simd;
use super::single_back;
use super::tile::one_vector;
use super::{CHUNK, REPRODUCIBLE};
use crate::scalar::Scalar;
use core::ops::Range;

/// A dense layer's sizes and how many samples go through it, at most [`CHUNK`](super::CHUNK).
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Values that go into the layer, for each sample.
    pub inputs: usize,
    /// Values that come out of it.
    pub outputs: usize,
    /// Samples.
    pub samples: usize,
}

impl Shape {
    /// Whether slices are as long as this says: weights and bias, inputs, and outputs or δ.
    #[inline]
    pub fn fits<T>(self, weights: &[T], bias: &[T], input: &[T], output: &[T]) -> bool {
        let Self {
            inputs,
            outputs,
            samples,
        } = self;
        outputs > 0
            && inputs.checked_mul(outputs) == Some(weights.len())
            && bias.len() == outputs
            && inputs.checked_mul(samples) == Some(input.len())
            && outputs.checked_mul(samples) == Some(output.len())
    }

    /// The same of samples that lie side by side, in rows of [`CHUNK`].
    #[inline]
    pub fn fits_rows<T>(self, weights: &[T], bias: &[T], input: &[T], output: &[T]) -> bool {
        let rows = Self {
            samples: CHUNK,
            ..self
        };
        self.samples <= CHUNK && rows.fits(weights, bias, input, output)
    }

    /// Whether the slices are these samples' δ and X, and columns of ∂L/∂W from that of input `from` on.
    #[inline]
    pub fn fits_columns<T>(self, delta: &[T], input: &[T], from: usize, slopes: &[T]) -> bool {
        let columns = slopes.len().checked_div(self.outputs).unwrap_or(0);
        slopes.len() == columns * self.outputs
            && columns <= self.inputs.saturating_sub(from)
            && self.inputs.checked_mul(self.samples) == Some(input.len())
            && self.outputs.checked_mul(self.samples) == Some(delta.len())
    }
}

/// Z = W X + b, raised to at least `floor`
///
/// # Safety
/// The slices are as long as `shape` says.
#[inline(always)]
pub unsafe fn affine<T: Scalar, S: Shared<T>, const N: usize>(
    s: S,
    shape: Shape,
    (weights, bias): (&[T], &[T]),
    input: &[T],
    z: &mut [T],
    floor: T,
) {
    if let ([bias], false) = (bias, REPRODUCIBLE || S::LANES == 1) {
        // W is one row: so many products of it and a sample
        s.back(input, weights, z);
        for z in z {
            let sum = *bias + *z;
            *z = if floor > sum { floor } else { sum };
        }
        return;
    }
    let product_of = Product {
        rows: shape.outputs,
        columns: shape.samples,
        depth: shape.inputs,
        a: weights.as_ptr(),
        a_column: shape.outputs,
        b: input.as_ptr(),
        b_row: 1,
        b_column: shape.inputs,
        start: Start::Column(bias.as_ptr()),
        floor,
        c: z.as_mut_ptr(),
        c_column: shape.outputs,
    };
    // SAFETY: W is outputs × inputs, X inputs × samples, Z outputs × samples, b one column
    unsafe {
        if shape.outputs <= S::Half::LANES
            && S::Half::LANES < S::LANES
            && S::Half::FUSED == S::FUSED
        {
            // whole vectors would be half empty, and take twice as long where they are the widest
            one_vector::<T, S::Half, N>(s.half(), &product_of);
        } else if packed::pays::<T, S, N>(&product_of) {
            packed::packed::<T, S, N>(s, &product_of);
        } else if packed::leaves::<T, S>(&product_of) {
            packed::in_parts(s, &product_of);
        } else {
            s.product(&product_of);
        }
    }
}

/// ∂L/∂W += δ Xᵀ and ∂L/∂b += Σ δ
///
/// # Safety
/// The slices are as long as `shape` says.
#[inline(always)]
pub unsafe fn outer<T: Scalar, S: Shared<T>>(
    s: S,
    shape: Shape,
    delta: &[T],
    input: &[T],
    (weights, bias): (&mut [T], &mut [T]),
) {
    if shape.samples == 1 {
        return single_back::outer::<T, S, 0, 0>(s, delta, input, (weights, bias));
    }
    let (columns, weights) = (0..shape.inputs, weights.as_mut_ptr());
    let of_weights = of_columns(shape, (delta, input), columns, Start::There, weights);
    let of_delta = Product {
        rows: shape.outputs,
        a: delta.as_ptr(),
        a_column: shape.outputs,
        ..of_weights
    };
    // SAFETY: δ is outputs × samples, X inputs × samples, W outputs × inputs, b one column
    unsafe {
        s.product(&of_weights);
        sum(s, of_delta, bias.as_mut_ptr());
    }
}

/// Columns of ∂L/∂W = δ Xᵀ, from that of input `from` on
///
/// # Safety
/// δ and X are as long as `shape` says; `slopes` are whole columns, no more than there are.
#[inline(always)]
pub unsafe fn slopes<T: Scalar, S: Shared<T>>(
    s: S,
    shape: Shape,
    delta: &[T],
    input: &[T],
    from: usize,
    slopes: &mut [T],
) {
    let columns = from..from + slopes.len() / shape.outputs.max(1);
    let place = slopes.as_mut_ptr();
    let product_of = of_columns(shape, (delta, input), columns, Start::Zero, place);
    // SAFETY: δ is outputs × samples, X inputs × samples, and the columns are so many of their product
    unsafe { s.product(&product_of) }
}

/// δ Xᵀ, the columns of some inputs, at `place`.
#[inline(always)]
fn of_columns<T: Scalar>(
    shape: Shape,
    (delta, input): (&[T], &[T]),
    columns: Range<usize>,
    start: Start<T>,
    place: *mut T,
) -> Product<T> {
    let input = input.as_ptr().wrapping_add(columns.start);
    let product_of = Product {
        rows: shape.outputs,
        columns: columns.len(),
        depth: shape.samples,
        a: delta.as_ptr(),
        a_column: shape.outputs,
        b: input,
        b_row: shape.inputs,
        b_column: 1,
        start,
        floor: T::NEG_INFINITY,
        c: place,
        c_column: shape.outputs,
    };
    if shape.outputs != 1 {
        return product_of;
    }
    // W is one row, hence as well one column: X δᵀ
    Product {
        rows: columns.len(),
        columns: 1,
        a: input,
        a_column: shape.inputs,
        b: delta.as_ptr(),
        b_row: 1,
        ..product_of
    }
}

/// ∂L/∂b += Σ δ, given the product that δ is the first factor of.
///
/// # Safety
/// As `product`; there is a bias for each row.
#[inline(always)]
pub unsafe fn sum<T: Scalar, S: Shared<T>>(s: S, of_delta: Product<T>, bias: *mut T) {
    let one = T::ONE;
    let of_bias = Product {
        columns: 1,
        b: &raw const one,
        b_row: 0,
        c: bias,
        ..of_delta
    };
    // SAFETY: as the caller says
    unsafe { s.product(&of_bias) }
}
