//! The products of a dense layer with samples that lie side by side, in the register tile.
//!
//! Sums run from the bias, from 0, or from what is there, over the inputs, the outputs or the samples from the
//! first to the last; that over samples by lanes where there are few outputs, and for the bias in four parts. With the feature
//! `reproducible` never so, and that over outputs in the order that samples one after the other have.
#![allow(unsafe_code)]

use super::order::{PARTS, total};
use super::product::{Product, Start};
use super::products::{Shape, sum};
use super::shared::Shared;
use super::simd::Simd;
use super::tile::load;
use super::transpose::transpose;
use super::transposed::FEW;
use super::{CHUNK, REPRODUCIBLE, is_small};
use crate::scalar::Scalar;
use core::mem::MaybeUninit;

/// Whole vectors, of which the last may reach beyond the samples, but not beyond a row.
#[inline(always)]
fn lanes<T: Scalar, S: Simd<T>>(_: S, samples: usize) -> usize {
    samples.next_multiple_of(S::LANES).min(CHUNK)
}

/// Z = W X + b, raised to at least `floor`
///
/// # Safety
/// W and b are as long as `shape` says; X and Z have a row of [`CHUNK`] numbers for each input and output.
#[inline(always)]
pub unsafe fn affine<T: Scalar, S: Shared<T>>(
    s: S,
    shape: Shape,
    (weights, bias): (&[T], &[T]),
    input: &[T],
    z: &mut [T],
    floor: T,
) {
    let product_of = Product {
        rows: lanes(s, shape.samples),
        columns: shape.outputs,
        depth: shape.inputs,
        a: input.as_ptr(),
        a_column: CHUNK,
        b: weights.as_ptr(),
        b_row: shape.outputs,
        b_column: 1,
        start: Start::Row(bias.as_ptr()),
        floor,
        c: z.as_mut_ptr(),
        c_column: CHUNK,
    };
    // SAFETY: there is a row for each output, and room in it for so many samples
    unsafe { s.product(&product_of) }
}

/// ∂L/∂X = Wᵀ δ
///
/// # Safety
/// As [`affine`].
#[inline(always)]
pub unsafe fn transposed<T: Scalar, S: Shared<T>>(
    s: S,
    shape: Shape,
    weights: &[T],
    delta: &[T],
    input: &mut [T],
) {
    if REPRODUCIBLE && (is_small(shape.inputs, shape.outputs) || shape.samples < FEW) {
        // SAFETY: as the caller says
        return unsafe { in_parts(s, shape, weights, delta, input) };
    }
    let product_of = Product {
        rows: lanes(s, shape.samples),
        columns: shape.inputs,
        depth: shape.outputs,
        a: delta.as_ptr(),
        a_column: CHUNK,
        b: weights.as_ptr(),
        b_row: 1,
        b_column: shape.outputs,
        start: Start::Zero,
        floor: T::NEG_INFINITY,
        c: input.as_mut_ptr(),
        c_column: CHUNK,
    };
    // SAFETY: as the caller says
    unsafe { s.product(&product_of) }
}

/// ∂L/∂X = Wᵀ δ, in partial sums.
///
/// # Safety
/// As [`affine`].
#[inline(always)]
unsafe fn in_parts<T: Scalar, S: Simd<T>>(
    s: S,
    shape: Shape,
    weights: &[T],
    delta: &[T],
    input: &mut [T],
) {
    let samples = lanes(s, shape.samples);
    let (delta, input) = (delta.as_ptr(), input.as_mut_ptr());
    for (i, column) in weights.chunks_exact(shape.outputs.max(1)).enumerate() {
        let mut lane = 0;
        while lane < samples {
            let mut sums = [s.zero(); PARTS];
            for (block, weights) in column.chunks(PARTS).enumerate() {
                for (part, (sum, &w)) in sums.iter_mut().zip(weights).enumerate() {
                    // SAFETY: there is a row for each output, and room in it for so many samples
                    let row = unsafe { s.load(delta.add((block * PARTS + part) * CHUNK + lane)) };
                    *sum = s.mul_add(s.splat(w), row, *sum);
                }
            }
            // SAFETY: there is a row for each input, and room in it for so many samples
            unsafe {
                let place = input.add(i * CHUNK + lane);
                s.store(place, s.add(s.zero(), total(s, sums)));
            }
            lane += S::LANES;
        }
    }
}

/// ∂L/∂W += δ Xᵀ and ∂L/∂b += Σ δ
///
/// # Safety
/// As [`affine`].
#[inline(always)]
pub unsafe fn outer<T: Scalar, S: Shared<T>>(
    s: S,
    shape: Shape,
    delta: &[T],
    input: &[T],
    (weights, bias): (&mut [T], &mut [T]),
) {
    // SAFETY: as the caller says
    unsafe {
        if shape.outputs * 2 <= S::LANES && !REPRODUCIBLE {
            by_lanes(s, shape.samples, delta, input, (weights, bias));
        } else {
            by_samples(s, shape, delta, input, (weights, bias));
        }
    }
}

/// Few outputs: a sum over the lanes for each weight, of four weights at once.
///
/// # Safety
/// As [`affine`].
#[inline(always)]
pub unsafe fn by_lanes<T: Scalar, S: Simd<T>>(
    s: S,
    samples: usize,
    delta: &[T],
    input: &[T],
    (weights, bias): (&mut [T], &mut [T]),
) {
    let (outputs, delta) = (bias.len(), delta.as_ptr());
    // SAFETY: rows of δ and X, of which only the samples are read
    unsafe {
        add_dots(s, samples, delta, None, bias);
        let mut column = weights;
        for x in input.chunks_exact(CHUNK) {
            let (of_x, behind) = column.split_at_mut_checked(outputs).unwrap_or_default();
            add_dots(s, samples, delta, Some(x.as_ptr()), of_x);
            column = behind;
        }
    }
}

/// Adds the sum over the samples of each row of δ, times `x` or as it is, to a place.
///
/// # Safety
/// There are so many samples in `x`, and in as many rows of δ as places.
#[inline(always)]
unsafe fn add_dots<T: Scalar, S: Simd<T>>(
    s: S,
    samples: usize,
    delta: *const T,
    x: Option<*const T>,
    places: &mut [T],
) {
    // SAFETY: as the caller says. (As many as a row holds are a constant, and a loop over them none.)
    unsafe {
        match samples {
            CHUNK => in_fours(s, CHUNK, delta, x, places),
            _ => in_fours(s, samples, delta, x, places),
        }
    }
}

/// The same, of four rows at once.
///
/// # Safety
/// As [`add_dots`].
#[inline(always)]
unsafe fn in_fours<T: Scalar, S: Simd<T>>(
    s: S,
    samples: usize,
    delta: *const T,
    x: Option<*const T>,
    places: &mut [T],
) {
    let count = places.len();
    let mut o = 0;
    while o < count {
        let mut sums = [s.zero(); 4];
        for (row, sum) in sums.iter_mut().enumerate() {
            if o + row < count {
                // SAFETY: as the caller says
                *sum = unsafe { dot(s, samples, delta.add((o + row) * CHUNK), x) };
            }
        }
        let sums = s.sums(sums);
        for (row, sum) in sums.into_iter().enumerate() {
            if let Some(place) = places.get_mut(o + row) {
                *place += sum;
            }
        }
        o += 4;
    }
}

/// The products of the samples of two rows, or of one row with 1, in sums by lanes.
///
/// # Safety
/// There are so many samples in either row.
#[inline(always)]
unsafe fn dot<T: Scalar, S: Simd<T>>(
    s: S,
    samples: usize,
    a: *const T,
    b: Option<*const T>,
) -> S::V {
    let mut total = s.zero();
    let mut lane = 0;
    // SAFETY: lanes of samples
    unsafe {
        while lane < samples {
            let count = S::LANES.min(samples - lane);
            let of_a = load::<T, S, false>(s, a.add(lane), count);
            total = match b {
                Some(b) => s.mul_add(of_a, load::<T, S, false>(s, b.add(lane), count), total),
                None => s.add(total, of_a),
            };
            lane += S::LANES;
        }
    }
    total
}

/// Outputs whose δ are turned around at once.
const DEPTH: usize = 64;

/// Sample after sample, in vectors of outputs; δ is turned around before.
///
/// # Safety
/// As [`affine`].
#[inline(always)]
unsafe fn by_samples<T: Scalar, S: Shared<T>>(
    s: S,
    shape: Shape,
    delta: &[T],
    input: &[T],
    (weights, bias): (&mut [T], &mut [T]),
) {
    let mut turned = [MaybeUninit::<T>::uninit(); DEPTH * CHUNK];
    let turned = turned.as_mut_ptr().cast::<T>();
    let mut o = 0;
    while o < shape.outputs {
        let outputs = DEPTH.min(shape.outputs - o);
        // SAFETY: the outputs from o on; `turned` has room for them, of every sample
        unsafe {
            let delta = delta.as_ptr().add(o * CHUNK);
            transpose(s, (shape.samples, outputs), delta, CHUNK, turned, outputs);
            let weights = weights.as_mut_ptr().add(o);
            let of_weights = Product {
                rows: outputs,
                columns: shape.inputs,
                depth: shape.samples,
                a: turned.cast_const(),
                a_column: outputs,
                b: input.as_ptr(),
                b_row: 1,
                b_column: CHUNK,
                start: Start::There,
                floor: T::NEG_INFINITY,
                c: weights,
                c_column: shape.outputs,
            };
            s.product(&of_weights);
            let bias = bias.as_mut_ptr().add(o);
            if REPRODUCIBLE {
                sum(s, of_weights, bias);
            } else {
                add_columns(s, (outputs, shape.samples), turned.cast_const(), bias);
            }
        }
        o += outputs;
    }
}

/// Adds columns of `rows` numbers, every fourth in a sum of its own, which does not wait for the others.
///
/// # Safety
/// There are so many columns, one after the other, and a place for each row.
#[inline(always)]
unsafe fn add_columns<T: Scalar, S: Simd<T>>(
    s: S,
    (rows, columns): (usize, usize),
    from: *const T,
    places: *mut T,
) {
    let mut row = 0;
    while row < rows {
        let count = S::LANES.min(rows - row);
        let mut sums = [s.zero(); 4];
        let mut column = 0;
        // SAFETY: rows from `row` on, of columns that there are
        unsafe {
            while column < columns {
                for (i, sum) in sums.iter_mut().enumerate().take(columns - column) {
                    let place = from.add((column + i) * rows + row);
                    *sum = s.add(*sum, load::<T, S, false>(s, place, count));
                }
                column += 4;
            }
            let [a, b, c, d] = sums;
            let sum = s.add(s.add(a, b), s.add(c, d));
            let place = places.add(row);
            let sum = s.add(sum, load::<T, S, false>(s, place.cast_const(), count));
            s.store_first(place, count, sum);
        }
        row += S::LANES;
    }
}
