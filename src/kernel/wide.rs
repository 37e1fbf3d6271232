//! z = W x + b of one sample, where z is longer than a vector.
#![allow(unsafe_code)]

use super::REPRODUCIBLE;
use super::order::one_by_one;
use super::simd::Simd;
use crate::scalar::Scalar;

/// z = W x + b, where z is longer than a vector; `O` is how many outputs there are, or 0 if the compiler does not know.
#[inline(always)]
pub fn wide<T, S, const O: usize>(s: S, weights: &[T], bias: &[T], input: &[T], z: &mut [T])
where
    T: Scalar,
    S: Simd<T>,
{
    let sizes = (input.len(), z.len());
    let outputs = z.len();
    let (w, b, x, z) = (
        weights.as_ptr(),
        bias.as_ptr(),
        input.as_ptr(),
        z.as_mut_ptr(),
    );
    let mut o = 0;
    // SAFETY: rows below `outputs`; the last vector may overlap the one before it and gives the same
    unsafe {
        while const { has::<T, S>(O, 8) } && o + 8 * S::LANES <= outputs {
            block::<T, S, 8, 1>(s, sizes, w.add(o), b.add(o), x, z.add(o));
            o += 8 * S::LANES;
        }
        if const { has::<T, S>(O, 4) } && o + 4 * S::LANES <= outputs {
            block::<T, S, 4, 2>(s, sizes, w.add(o), b.add(o), x, z.add(o));
            o += 4 * S::LANES;
        }
        if const { has::<T, S>(O, 2) } && o + 2 * S::LANES <= outputs {
            block::<T, S, 2, 4>(s, sizes, w.add(o), b.add(o), x, z.add(o));
            o += 2 * S::LANES;
        }
        while const { has::<T, S>(O, 1) } && o < outputs {
            let start = o.min(outputs - S::LANES);
            block::<T, S, 1, 4>(s, sizes, w.add(start), b.add(start), x, z.add(start));
            o += S::LANES;
        }
    }
}

/// Whether so many outputs, or any if that is 0, have a block of so many vectors: eight at a time, and of what is left at most
/// one of each size.
const fn has<T: Scalar, S: Simd<T>>(outputs: usize, vectors: usize) -> bool {
    outputs == 0
        || match vectors {
            8 => outputs >= 8 * S::LANES,
            1 => !outputs.is_multiple_of(2 * S::LANES),
            _ => (outputs / S::LANES) & vectors != 0,
        }
}

/// `M` vectors of rows, in up to `K` sums for each.
///
/// # Safety
/// As [`block_in`].
#[inline(always)]
unsafe fn block<T, S, const M: usize, const K: usize>(
    s: S,
    sizes: (usize, usize),
    w: *const T,
    b: *const T,
    x: *const T,
    z: *mut T,
) where
    T: Scalar,
    S: Simd<T>,
{
    // SAFETY: as the caller says
    unsafe {
        if REPRODUCIBLE {
            block_in::<T, S, M, 1>(s, sizes, w, b, x, z);
        } else {
            block_in::<T, S, M, K>(s, sizes, w, b, x, z);
        }
    }
}

/// `M` vectors of rows, in `K` sums for each.
///
/// # Safety
/// W has `inputs` columns, `outputs` apart, and x `inputs` values; columns, b and z have these rows.
#[inline(always)]
pub unsafe fn block_in<T, S, const M: usize, const K: usize>(
    s: S,
    (inputs, outputs): (usize, usize),
    w: *const T,
    b: *const T,
    x: *const T,
    z: *mut T,
) where
    T: Scalar,
    S: Simd<T>,
{
    let mut sums = [[s.zero(); M]; K];
    let [first, ..] = &mut sums[..] else { return };
    // SAFETY: columns and inputs below `inputs`, rows as the caller says
    unsafe {
        for (m, sum) in first.iter_mut().enumerate() {
            *sum = s.load(b.add(m * S::LANES));
        }
        let mut i = 0;
        while i + K <= inputs {
            for (k, sums) in sums.iter_mut().enumerate() {
                let x = s.splat(*x.add(i + k));
                let column = w.add((i + k) * outputs);
                for (m, sum) in sums.iter_mut().enumerate() {
                    *sum = s.mul_add(s.load(column.add(m * S::LANES)), x, *sum);
                }
            }
            i += K;
        }
        for sums in &mut sums {
            if i < inputs {
                let x = s.splat(*x.add(i));
                let column = w.add(i * outputs);
                for (m, sum) in sums.iter_mut().enumerate() {
                    *sum = s.mul_add(s.load(column.add(m * S::LANES)), x, *sum);
                }
                i += 1;
            }
        }
        for m in 0..M {
            let mut of_row = [s.zero(); K];
            for (part, sums) in of_row.iter_mut().zip(&sums) {
                *part = sums[m];
            }
            s.store(z.add(m * S::LANES), one_by_one(s, of_row));
        }
    }
}
