//! The way back of one sample through a layer of two to four outputs: columns of W so short that a vector of each would be
//! mostly empty are turned around, and each output's row met as vectors, without a sum over lanes.
#![allow(unsafe_code)]

use super::simd::Simd;
use super::single::{may_be, quarter_lanes};
use super::single_back::{Walk, all};
use super::sparse::may_pay;
use crate::scalar::Scalar;
use core::mem::MaybeUninit;

/// Whether it serves such a layer: one that does not look for inputs of 0.
#[inline(always)]
pub fn can_serve<T>(inputs: usize, through: Walk<T>) -> bool {
    matches!(through.outputs, 2..=4) && (through.back.is_some() || !may_pay(inputs))
}

/// Through `inputs` columns: as many as a vector has lanes at a time, then four, then one. `I` is how many that are, or 0 if the
/// compiler does not know.
///
/// # Safety
/// As `single_back::walk`; there are at most four outputs.
#[inline(always)]
pub unsafe fn walk<T, S, const I: usize>(s: S, mut inputs: usize, mut through: Walk<T>)
where
    T: Scalar,
    S: Simd<T>,
{
    let quarter = s.half().half();
    // SAFETY: as the caller says; what is left is columns behind those
    unsafe {
        if const { may_be(I, S::LANES, usize::MAX) } {
            let done = in_vectors(s, inputs, through);
            (inputs, through) = (inputs - done, behind(through, done));
        }
        if const { I == 0 || I % S::LANES >= quarter_lanes::<T, S>() } {
            let done = in_vectors(quarter, inputs, through);
            (inputs, through) = (inputs - done, behind(through, done));
        }
        if const { I == 0 || !I.is_multiple_of(quarter_lanes::<T, S>()) } && inputs > 0 {
            all::<T, <S::Half as Simd<T>>::Half, 0, 0>(quarter, inputs, through);
        }
    }
}

/// The columns from `count` on.
///
/// # Safety
/// There are as many.
#[inline(always)]
unsafe fn behind<T>(through: Walk<T>, count: usize) -> Walk<T> {
    // SAFETY: as the caller says; columns are of `outputs` numbers
    unsafe {
        Walk {
            weights: through.weights.add(count * through.outputs),
            input: through.input.map(|x| x.add(count)),
            back: through.back.map(|back| back.add(count)),
            ..through
        }
    }
}

/// As many columns as vectors hold; says how many that were.
///
/// # Safety
/// As [`walk`].
#[inline(always)]
unsafe fn in_vectors<T: Scalar, S: Simd<T>>(s: S, inputs: usize, through: Walk<T>) -> usize {
    let mut rows = [const { MaybeUninit::<[T; 16]>::uninit() }; 4];
    let rows = rows.as_mut_ptr().cast::<T>();
    let outputs = through.outputs;
    let mut i = 0;
    // SAFETY: columns, and values of x and Wᵀ δ, below `inputs`; a vector has at most 16 lanes
    unsafe {
        while i + S::LANES <= inputs {
            let columns = through.weights.add(i * outputs);
            s.to_rows(columns.cast_const(), outputs, rows, 16, outputs);
            let mut back = s.zero();
            for o in 0..outputs {
                let row = rows.add(16 * o);
                let (d, w) = (s.splat(*through.delta.add(o)), s.load(row.cast_const()));
                back = s.mul_add(w, d, back);
                if let Some(x) = through.input {
                    s.store(row, s.mul_add(d, s.load(x.add(i)), w));
                }
            }
            if let Some(place) = through.back {
                s.store(place.add(i), back);
            }
            if through.input.is_some() {
                s.of_rows(rows.cast_const(), 16, columns, outputs, outputs);
            }
            i += S::LANES;
        }
    }
    i
}
