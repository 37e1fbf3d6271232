//! The way back of one sample, at any level, for sizes that the compiler may know.
//!
//! W is walked through once, four columns at a time: each meets δ for Wᵀ δ and takes δ xᵀ. Sums over
//! the outputs run by lanes.
#![allow(unsafe_code)]

use super::portable;
use super::simd::Simd;
use super::single::quarter_lanes;
use crate::scalar::Scalar;
use core::slice;
use nalgebra::{SMatrix, SVector};

/// What is done on the way through W.
#[derive(Clone, Copy)]
struct Walk<T> {
    outputs: usize,
    delta: *const T,
    weights: *mut T,
    /// x, for W += δ xᵀ.
    input: Option<*const T>,
    /// Where Wᵀ δ goes.
    back: Option<*mut T>,
}

/// W += δ xᵀ; does nothing if the slices do not fit.
#[inline(always)]
pub fn outer<T: Scalar, S: Simd<T>>(s: S, delta: &[T], x: &[T], weights: &mut [T]) {
    if delta.len().checked_mul(x.len()) != Some(weights.len()) {
        return;
    }
    if let [delta] = delta {
        // W is one row
        let delta = s.splat(*delta);
        for (w, x) in weights.chunks_mut(S::LANES).zip(x.chunks(S::LANES)) {
            s.write(s.mul_add(delta, s.read(x), s.read(w)), w);
        }
        return;
    }
    let through = Walk {
        outputs: delta.len(),
        delta: delta.as_ptr(),
        weights: weights.as_mut_ptr(),
        input: Some(x.as_ptr()),
        back: None,
    };
    // SAFETY: the lengths were looked at
    unsafe { walk(s, x.len(), through) }
}

/// Wᵀ δ; does nothing if the slices do not fit.
#[inline(always)]
pub fn transposed<T: Scalar, S: Simd<T>>(s: S, weights: &[T], delta: &[T], back: &mut [T]) {
    if delta.len().checked_mul(back.len()) != Some(weights.len()) {
        return;
    }
    if let [delta] = delta {
        let delta = s.splat(*delta);
        for (w, back) in weights.chunks(S::LANES).zip(back.chunks_mut(S::LANES)) {
            s.write(s.mul(s.read(w), delta), back);
        }
        return;
    }
    let through = Walk {
        outputs: delta.len(),
        delta: delta.as_ptr(),
        weights: weights.as_ptr().cast_mut(),
        input: None,
        back: Some(back.as_mut_ptr()),
    };
    // SAFETY: the lengths were looked at; without x nothing is written to W
    unsafe { walk(s, back.len(), through) }
}

/// Wᵀ δ by W as it is, then W += δ xᵀ and b += δ; does nothing if the slices do not fit.
#[inline(always)]
pub fn both<T: Scalar, S: Simd<T>>(
    s: S,
    (weights, bias): (&mut [T], &mut [T]),
    delta: &[T],
    x: &[T],
    back: &mut [T],
) {
    if x.len() != back.len() || delta.len().checked_mul(x.len()) != Some(weights.len()) {
        return;
    }
    for (b, &d) in bias.iter_mut().zip(delta) {
        *b += d;
    }
    if delta.len() == 1 {
        transposed(s, weights, delta, back);
        return outer(s, delta, x, weights);
    }
    let through = Walk {
        outputs: delta.len(),
        delta: delta.as_ptr(),
        weights: weights.as_mut_ptr(),
        input: Some(x.as_ptr()),
        back: Some(back.as_mut_ptr()),
    };
    // SAFETY: the lengths were looked at
    unsafe { walk(s, x.len(), through) }
}

/// Through `inputs` columns, with vectors no longer than a column needs.
///
/// # Safety
/// W has so many columns of `outputs` rows, δ `outputs` values, x and Wᵀ δ one for each column.
#[inline(always)]
unsafe fn walk<T: Scalar, S: Simd<T>>(s: S, inputs: usize, through: Walk<T>) {
    // SAFETY: as the caller says
    unsafe {
        if through.outputs <= quarter_lanes::<T, S>() {
            all(s.half().half(), inputs, through);
        } else if through.outputs <= <S::Half as Simd<T>>::LANES {
            all(s.half(), inputs, through);
        } else {
            all(s, inputs, through);
        }
    }
}

/// Four columns at a time, and the rest one by one.
///
/// # Safety
/// As [`walk`].
#[inline(always)]
unsafe fn all<T: Scalar, S: Simd<T>>(s: S, inputs: usize, through: Walk<T>) {
    let mut i = 0;
    // SAFETY: columns below `inputs`
    unsafe {
        while i + 4 <= inputs {
            columns::<T, S, 4>(s, i, through);
            i += 4;
        }
        while i < inputs {
            columns::<T, S, 1>(s, i, through);
            i += 1;
        }
    }
}

/// `C` columns from `i` on.
///
/// # Safety
/// As [`walk`]; there are so many columns.
#[inline(always)]
unsafe fn columns<T: Scalar, S: Simd<T>, const C: usize>(s: S, i: usize, through: Walk<T>) {
    let Walk {
        outputs,
        delta,
        weights,
        input,
        back,
    } = through;
    let mut sums = [s.zero(); C];
    let mut x = [s.zero(); C];
    // SAFETY: values i to i + C of x and of Wᵀ δ, columns i to i + C of W, rows o to o + lanes, at most `outputs`
    unsafe {
        if let Some(input) = input {
            for (j, x) in x.iter_mut().enumerate() {
                *x = s.splat(*input.add(i + j));
            }
        }
        let mut o = 0;
        while o + S::LANES <= outputs {
            let d = s.load(delta.add(o));
            for (j, (sum, x)) in sums.iter_mut().zip(&x).enumerate() {
                let place = weights.add((i + j) * outputs + o);
                let w = s.load(place);
                if back.is_some() {
                    *sum = s.mul_add(w, d, *sum);
                }
                if input.is_some() {
                    s.store(place, s.mul_add(d, *x, w));
                }
            }
            o += S::LANES;
        }
        if o < outputs {
            let lanes = outputs - o;
            let d = s.load_first(delta.add(o), lanes);
            for (j, (sum, x)) in sums.iter_mut().zip(&x).enumerate() {
                let place = weights.add((i + j) * outputs + o);
                let w = s.load_first(place, lanes);
                if back.is_some() {
                    *sum = s.mul_add(w, d, *sum);
                }
                if input.is_some() {
                    s.store_first(place, lanes, s.mul_add(d, *x, w));
                }
            }
        }
        if let Some(back) = back {
            if let [a, b, c, d] = sums[..] {
                back.add(i)
                    .cast::<[T; 4]>()
                    .write_unaligned(s.sums([a, b, c, d]));
            } else {
                for (j, sum) in sums.into_iter().enumerate() {
                    *back.add(i + j) = s.sum(sum);
                }
            }
        }
    }
}

/// [`outer`] and b += δ, for sizes that the compiler knows; small layers are left to plain loops.
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
        return portable::outer(delta, input, weights, bias);
    }
    outer(
        s,
        delta.as_slice(),
        input.as_slice(),
        weights.as_mut_slice(),
    );
    *bias += delta;
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
    transposed(s, weights.as_slice(), delta.as_slice(), back.as_mut_slice());
}

/// [`both`] for sizes that the compiler knows.
#[inline(always)]
pub fn both_of<T: Scalar, S: Simd<T>, const I: usize, const O: usize>(
    s: S,
    (weights, bias): (&mut SMatrix<T, O, I>, &mut SVector<T, O>),
    delta: &SVector<T, O>,
    input: &SVector<T, I>,
    back: &mut SVector<T, I>,
) {
    if const { is_plain::<T, S>(I, O) } {
        let (delta, input) = (slice::from_ref(delta), slice::from_ref(input));
        portable::transposed(weights, delta, slice::from_mut(back));
        return portable::outer(delta, input, weights, bias);
    }
    let layer = (weights.as_mut_slice(), bias.as_mut_slice());
    let (delta, x) = (delta.as_slice(), input.as_slice());
    both(s, layer, delta, x, back.as_mut_slice());
}

/// Whether plain loops serve best.
const fn is_plain<T: Scalar, S: Simd<T>>(inputs: usize, outputs: usize) -> bool {
    S::LANES == 1 || inputs * outputs < 2 * S::LANES || (outputs > 1 && outputs < NARROW)
}

/// Fewer outputs than that are left to the compiler.
const NARROW: usize = 4;
