//! z = W x + b of one sample of which many inputs are 0, as of an image: their columns are left out.
//!
//! That is exact, for finite weights: what is left out is 0.
#![allow(unsafe_code)]

use super::REPRODUCIBLE;
use super::simd::Simd;
use crate::scalar::Scalar;
use core::mem::MaybeUninit;

/// From how many inputs on it pays to look for those that are 0.
const MANY: usize = 128;
/// Inputs that are looked through at once.
const BLOCK: usize = 256;

/// Whether it pays to ask of so many inputs whether they are 0. (Reproducible: no, for the sign of a sum that is 0 would
/// depend on who leaves out what.)
#[inline(always)]
pub const fn may_pay(inputs: usize) -> bool {
    inputs >= MANY && !REPRODUCIBLE
}

/// Whether so many inputs are 0 that it pays to look for the others: a quarter.
#[inline(always)]
pub fn is_sparse<T: Scalar, S: Simd<T>>(s: S, input: &[T]) -> bool {
    if !may_pay(input.len()) {
        return false;
    }
    let (one, mut zeros) = (s.splat(T::ONE), s.zero());
    for values in input.chunks_exact(S::LANES) {
        let is_zero = s.equal(s.read_whole(values), s.zero());
        zeros = s.add(zeros, s.select(is_zero, one, s.zero()));
    }
    s.sum(zeros) * T::of(4.0) >= T::of(input.len() as f64)
}

/// z = W x + b, by the columns whose input is not 0.
///
/// # Safety
/// W has as many columns as x values, and rows as b and z.
#[inline(always)]
pub unsafe fn sparse<T: Scalar, S: Simd<T>>(
    s: S,
    weights: &[T],
    bias: &[T],
    input: &[T],
    z: &mut [T],
) {
    let outputs = z.len();
    for (z, &b) in z.iter_mut().zip(bias) {
        *z = b;
    }
    let mut found = [MaybeUninit::<(T, usize)>::uninit(); BLOCK];
    let found = found.as_mut_ptr().cast::<(T, usize)>();
    let mut first = 0;
    for some in input.chunks(BLOCK) {
        let mut count = 0;
        for (i, &x) in some.iter().enumerate() {
            // SAFETY: no more were found than looked at, of which there are at most `BLOCK`
            unsafe { found.add(count).write((x, (first + i) * outputs)) };
            count += usize::from(x != T::ZERO);
        }
        first += some.len();
        let (weights, mut o) = (weights.as_ptr(), 0);
        // SAFETY: rows o to o + their number are rows of W and of z; what was found stands there
        unsafe {
            let found = core::slice::from_raw_parts(found, count);
            while o + 8 * S::LANES <= outputs {
                rows::<T, S, 8>(s, found, weights.add(o), z.as_mut_ptr().add(o));
                o += 8 * S::LANES;
            }
            while o + 2 * S::LANES <= outputs {
                rows::<T, S, 2>(s, found, weights.add(o), z.as_mut_ptr().add(o));
                o += 2 * S::LANES;
            }
            while o + S::LANES <= outputs {
                rows::<T, S, 1>(s, found, weights.add(o), z.as_mut_ptr().add(o));
                o += S::LANES;
            }
            if o < outputs {
                last(s, found, outputs - o, weights.add(o), z.as_mut_ptr().add(o));
            }
        }
    }
}

/// Adds to `M` vectors of rows.
///
/// # Safety
/// Every column that was found has these rows, and z too.
#[inline(always)]
unsafe fn rows<T: Scalar, S: Simd<T>, const M: usize>(
    s: S,
    found: &[(T, usize)],
    weights: *const T,
    z: *mut T,
) {
    let mut sums = [s.zero(); M];
    // SAFETY: as the caller says
    unsafe {
        for (m, sum) in sums.iter_mut().enumerate() {
            *sum = s.load(z.add(m * S::LANES));
        }
        for &(x, column) in found {
            let (x, column) = (s.splat(x), weights.add(column));
            for (m, sum) in sums.iter_mut().enumerate() {
                *sum = s.mul_add(s.load(column.add(m * S::LANES)), x, *sum);
            }
        }
        for (m, sum) in sums.into_iter().enumerate() {
            s.store(z.add(m * S::LANES), sum);
        }
    }
}

/// Adds to the last rows, fewer than a vector has lanes.
///
/// # Safety
/// As [`rows`].
#[inline(always)]
unsafe fn last<T: Scalar, S: Simd<T>>(
    s: S,
    found: &[(T, usize)],
    lanes: usize,
    weights: *const T,
    z: *mut T,
) {
    // SAFETY: as the caller says
    unsafe {
        let mut sum = s.load_first(z, lanes);
        for &(x, column) in found {
            sum = s.mul_add(s.load_first(weights.add(column), lanes), s.splat(x), sum);
        }
        s.store_first(z, lanes, sum);
    }
}
