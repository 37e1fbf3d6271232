//! z = W x + b of one sample, where z is longer than a vector.
#![allow(unsafe_code)]

use super::REPRODUCIBLE;
use super::order::neighbours;
use super::simd::Simd;
use crate::scalar::Scalar;

/// z = W x + b, where z is longer than a vector.
#[inline(always)]
pub fn wide<T: Scalar, S: Simd<T>>(s: S, weights: &[T], bias: &[T], input: &[T], z: &mut [T]) {
    let sizes = (input.len(), z.len());
    let (inputs, outputs) = sizes;
    let (w, b, x, z) = (
        weights.as_ptr(),
        bias.as_ptr(),
        input.as_ptr(),
        z.as_mut_ptr(),
    );
    // A vector across the end of a cache line takes twice the time. Where all columns begin at the
    // same place of a vector, their rows before the next vector are a part of one, and so are as
    // many fewer than a vector at their ends.
    let behind = w.addr() / size_of::<T>() % S::LANES;
    let is_large = S::LANES * size_of::<T>() >= 32
        && outputs.is_multiple_of(S::LANES)
        && inputs * outputs * size_of::<T>() >= LARGE;
    let (mut o, end) = match is_large && behind > 0 {
        true => (S::LANES - behind, outputs - behind),
        false => (0, outputs),
    };
    // SAFETY: rows below `outputs`; the last vector may overlap the one before it and gives the same
    unsafe {
        if o > 0 {
            if REPRODUCIBLE {
                edges::<T, S, 1>(s, sizes, (o, end), w, b, x, z);
            } else {
                edges::<T, S, 4>(s, sizes, (o, end), w, b, x, z);
            }
        }
        while o + 8 * S::LANES <= end {
            block::<T, S, 8, 1>(s, sizes, w.add(o), b.add(o), x, z.add(o));
            o += 8 * S::LANES;
        }
        // 7 and 3: what the edges leave of 8 and 4
        if is_large && o + 7 * S::LANES <= end {
            block::<T, S, 7, 1>(s, sizes, w.add(o), b.add(o), x, z.add(o));
            o += 7 * S::LANES;
        }
        if o + 4 * S::LANES <= end {
            block::<T, S, 4, 2>(s, sizes, w.add(o), b.add(o), x, z.add(o));
            o += 4 * S::LANES;
        }
        if is_large && o + 3 * S::LANES <= end {
            block::<T, S, 3, 2>(s, sizes, w.add(o), b.add(o), x, z.add(o));
            o += 3 * S::LANES;
        }
        if o + 2 * S::LANES <= end {
            block::<T, S, 2, 4>(s, sizes, w.add(o), b.add(o), x, z.add(o));
            o += 2 * S::LANES;
        }
        while o < end {
            let start = o.min(end - S::LANES);
            block::<T, S, 1, 4>(s, sizes, w.add(start), b.add(start), x, z.add(start));
            o += S::LANES;
        }
    }
}

/// From how many bytes of weights on it pays to read whole cache lines.
const LARGE: usize = 8192;

/// The rows of z before `first` and from `behind` on, of each less than a vector, in `K` sums.
///
/// # Safety
/// W has `inputs` columns of `outputs` rows, x `inputs` values, b and z `outputs`.
#[inline(always)]
unsafe fn edges<T: Scalar, S: Simd<T>, const K: usize>(
    s: S,
    (inputs, outputs): (usize, usize),
    (first, behind): (usize, usize),
    w: *const T,
    b: *const T,
    x: *const T,
    z: *mut T,
) {
    let rest = outputs - behind;
    // SAFETY: parts of columns, of b and of z
    unsafe {
        let mut before = [s.zero(); K];
        let mut after = [s.zero(); K];
        for (before, after) in before.iter_mut().zip(&mut after).take(1) {
            *before = s.load_first(b, first);
            *after = s.load_first(b.add(behind), rest);
        }
        let mut i = 0;
        while i < inputs {
            for (before, after) in before.iter_mut().zip(&mut after) {
                if i < inputs {
                    let (x, column) = (s.splat(*x.add(i)), w.add(i * outputs));
                    *before = s.mul_add(s.load_first(column, first), x, *before);
                    *after = s.mul_add(s.load_first(column.add(behind), rest), x, *after);
                    i += 1;
                }
            }
        }
        s.store_first(z, first, neighbours(s, before));
        s.store_first(z.add(behind), rest, neighbours(s, after));
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
unsafe fn block_in<T, S, const M: usize, const K: usize>(
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
            let mut total = s.zero();
            for (k, sums) in sums.iter().enumerate() {
                total = if k == 0 {
                    sums[m]
                } else {
                    s.add(total, sums[m])
                };
            }
            s.store(z.add(m * S::LANES), total);
        }
    }
}
