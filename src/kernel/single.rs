//! z = W x + b of one sample, for sizes that the compiler knows, at any level.
//!
//! Columns of W, each times its input, are added to sums that stay in registers. Where there are few
//! of these, several sums for each output hide how long an addition takes.
#![allow(unsafe_code)]

use super::portable;
use super::simd::Simd;
use crate::scalar::Scalar;
use core::hint::black_box;
use core::slice;
use nalgebra::{SMatrix, SVector};

/// z = W x + b
#[inline(always)]
pub fn affine<T: Scalar, S: Simd<T>, const I: usize, const O: usize>(
    s: S,
    weights: &SMatrix<T, O, I>,
    bias: &SVector<T, O>,
    input: &SVector<T, I>,
) -> SVector<T, O> {
    let mut z = *bias;
    if S::LANES == 1 || I * O < 2 * S::LANES {
        portable::affine(
            weights,
            bias,
            slice::from_ref(input),
            slice::from_mut(&mut z),
        );
        return z;
    }
    // in memory, from where it is broadcast; LLVM would take it out of registers, number by number
    let x = black_box(input).as_slice();
    let (w, out) = (weights.as_slice(), z.as_mut_slice());
    if let [out] = out {
        *out += dot(s, w, x);
    } else if O <= quarter_lanes::<T, S>() {
        narrow::<T, _, I, O>(s.half().half(), w, x, out);
    } else if O <= <S::Half as Simd<T>>::LANES {
        narrow::<T, _, I, O>(s.half(), w, x, out);
    } else if O <= S::LANES {
        narrow::<T, _, I, O>(s, w, x, out);
    } else {
        wide::<T, _, I, O>(s, w, bias.as_slice(), x, out);
    }
    z
}

/// The lanes of half a half.
const fn quarter_lanes<T: Scalar, S: Simd<T>>() -> usize {
    <<S::Half as Simd<T>>::Half as Simd<T>>::LANES
}

/// Σ aᵢ bᵢ in four vectors of sums.
#[inline(always)]
fn dot<T: Scalar, S: Simd<T>>(s: S, a: &[T], b: &[T]) -> T {
    let mut sums = [s.zero(); 4];
    let (mut a, mut b) = (a, b);
    while a.len() >= 4 * S::LANES && b.len() >= 4 * S::LANES {
        for (i, sum) in sums.iter_mut().enumerate() {
            // SAFETY: there are four vectors in each
            let (a, b) = unsafe {
                let at = i * S::LANES;
                (s.load(a.as_ptr().add(at)), s.load(b.as_ptr().add(at)))
            };
            *sum = s.mul_add(a, b, *sum);
        }
        a = a.get(4 * S::LANES..).unwrap_or(&[]);
        b = b.get(4 * S::LANES..).unwrap_or(&[]);
    }
    for sum in &mut sums {
        *sum = s.mul_add(s.read(a), s.read(b), *sum);
        a = a.get(S::LANES..).unwrap_or(&[]);
        b = b.get(S::LANES..).unwrap_or(&[]);
    }
    let [p, q, r, t] = sums;
    s.sum(s.add(s.add(p, q), s.add(r, t)))
}

/// Adds W x to z, which is no longer than a vector, in up to eight sums for each output.
#[inline(always)]
fn narrow<T: Scalar, S: Simd<T>, const I: usize, const O: usize>(
    s: S,
    weights: &[T],
    input: &[T],
    z: &mut [T],
) {
    const SUMS: usize = 8;
    // so many columns can be read as whole vectors: beyond a column are the next ones
    let whole = (I + 1).saturating_sub(S::LANES.div_ceil(O)).min(I);
    let mut sums = [s.zero(); SUMS];
    sums[0] = s.read(z);
    let (weights, input) = (weights.as_ptr(), input.as_ptr());
    let mut i = 0;
    // SAFETY: column i begins at i·O and input i at i, both below I; a vector that begins in a
    // `whole` column ends within W
    unsafe {
        while i + SUMS <= whole {
            for (j, sum) in sums.iter_mut().enumerate() {
                let column = s.load(weights.add((i + j) * O));
                *sum = s.mul_add(column, s.splat(*input.add(i + j)), *sum);
            }
            i += SUMS;
        }
        for sum in &mut sums {
            if i < whole {
                let column = s.load(weights.add(i * O));
                *sum = s.mul_add(column, s.splat(*input.add(i)), *sum);
                i += 1;
            }
        }
        while i < I {
            for sum in &mut sums {
                if i < I {
                    let column = s.load_first(weights.add(i * O), O.min(S::LANES));
                    *sum = s.mul_add(column, s.splat(*input.add(i)), *sum);
                    i += 1;
                }
            }
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    let low = s.add(s.add(a, b), s.add(c, d));
    let high = s.add(s.add(e, f), s.add(g, h));
    s.write(s.add(low, high), z);
}

/// z = W x + b, where z is longer than a vector.
#[inline(always)]
fn wide<T: Scalar, S: Simd<T>, const I: usize, const O: usize>(
    s: S,
    weights: &[T],
    bias: &[T],
    input: &[T],
    z: &mut [T],
) {
    let (w, b, x, z) = (
        weights.as_ptr(),
        bias.as_ptr(),
        input.as_ptr(),
        z.as_mut_ptr(),
    );
    let mut o = 0;
    // SAFETY: rows below O; the last vector overlaps the one before and gives the same
    unsafe {
        while o + 8 * S::LANES <= O {
            block::<T, S, I, O, 8, 1>(s, w.add(o), b.add(o), x, z.add(o));
            o += 8 * S::LANES;
        }
        while o + 4 * S::LANES <= O {
            block::<T, S, I, O, 4, 2>(s, w.add(o), b.add(o), x, z.add(o));
            o += 4 * S::LANES;
        }
        while o + 2 * S::LANES <= O {
            block::<T, S, I, O, 2, 4>(s, w.add(o), b.add(o), x, z.add(o));
            o += 2 * S::LANES;
        }
        while o < O {
            let start = o.min(O - S::LANES);
            block::<T, S, I, O, 1, 4>(s, w.add(start), b.add(start), x, z.add(start));
            o += S::LANES;
        }
    }
}

/// `M` vectors of rows, in `K` sums for each.
///
/// # Safety
/// W has `I` columns, `O` apart, and x `I` values; columns, b and z have these rows.
#[inline(always)]
unsafe fn block<T, S, const I: usize, const O: usize, const M: usize, const K: usize>(
    s: S,
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
    // SAFETY: columns and inputs below I, rows as the caller says
    unsafe {
        for (m, sum) in first.iter_mut().enumerate() {
            *sum = s.load(b.add(m * S::LANES));
        }
        let mut i = 0;
        while i + K <= I {
            for (k, sums) in sums.iter_mut().enumerate() {
                let x = s.splat(*x.add(i + k));
                let column = w.add((i + k) * O);
                for (m, sum) in sums.iter_mut().enumerate() {
                    *sum = s.mul_add(s.load(column.add(m * S::LANES)), x, *sum);
                }
            }
            i += K;
        }
        for sums in &mut sums {
            if i < I {
                let x = s.splat(*x.add(i));
                let column = w.add(i * O);
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
