//! z = W x + b of one sample, at any level, for sizes that the compiler may know.
//!
//! Columns of W, each times its input, are added to sums that stay in registers. Where there are few
//! of these, several sums for each output hide how long an addition takes; with the feature `reproducible` there is one.
#![allow(unsafe_code)]

use super::REPRODUCIBLE;
use super::order::neighbours;
use super::portable;
use super::rotated;
use super::simd::Simd;
use super::sparse;
use super::wide::wide;
use crate::scalar::Scalar;
use core::hint::black_box;
use core::slice;
use nalgebra::{SMatrix, SVector};

/// z = W x + b. The sizes are those of the slices; `I` and `O` are how many inputs and outputs there are, or 0 if the compiler
/// does not know. Each way is asked for by what it knows first: ways that cannot be taken are not compiled.
///
/// # Safety
/// W has as many columns as x values, and rows as b and z.
#[inline(always)]
pub unsafe fn affine<T, S, const I: usize, const O: usize>(
    s: S,
    w: &[T],
    bias: &[T],
    x: &[T],
    z: &mut [T],
) where
    T: Scalar,
    S: Simd<T>,
{
    // in memory, from where it is broadcast; LLVM would take it out of registers, number by number
    // SAFETY: the same slice; its length may be known, its place is hidden
    let x = unsafe { slice::from_raw_parts(black_box(x.as_ptr()), x.len()) };
    for (z, &b) in z.iter_mut().zip(bias) {
        *z = b;
    }
    if const { may_be(O, 1, 1) }
        && let [out] = z
    {
        if REPRODUCIBLE {
            *out = w.iter().zip(x).fold(*out, |sum, (&w, &x)| sum + w * x);
        } else {
            *out += dot::<T, S, I>(s, w, x);
        }
    } else if const { may_be(O, 2, quarter_lanes::<T, S>()) } && z.len() <= quarter_lanes::<T, S>()
    {
        narrow(s.half().half(), w, x, z);
    } else if const { may_be(O, quarter_lanes::<T, S>() + 1, half_lanes::<T, S>()) }
        && z.len() <= half_lanes::<T, S>()
    {
        narrow(s.half(), w, x, z);
    } else if const { may_be(O, half_lanes::<T, S>() + 1, S::LANES - 1) } && z.len() < S::LANES {
        narrow(s, w, x, z);
    } else if const { may_be(O, S::LANES, usize::MAX) } {
        // SAFETY: as the caller says
        unsafe { columns::<T, S, I, O>(s, w, bias, x, z) }
    }
}

/// The same where z is at least a vector; it is b as yet.
///
/// # Safety
/// As [`affine`].
#[inline(always)]
unsafe fn columns<T, S, const I: usize, const O: usize>(
    s: S,
    w: &[T],
    bias: &[T],
    x: &[T],
    z: &mut [T],
) where
    T: Scalar,
    S: Simd<T>,
{
    if const { I == 0 || sparse::may_pay(I) } && sparse::is_sparse(s, x) {
        // SAFETY: as the caller says
        unsafe { sparse::sparse(s, w, bias, x, z) }
    } else if const { !REPRODUCIBLE && rotated::may_serve::<T, S>(O) }
        // SAFETY: as the caller says
        && unsafe { rotated::affine::<T, S, O>(s, w, bias, x, z) }
    {
        // that was it
    } else if const { may_be(O, S::LANES, S::LANES) } && z.len() == S::LANES {
        narrow(s, w, x, z);
    } else if const { may_be(O, S::LANES + 1, usize::MAX) } {
        wide::<T, S, O>(s, w, bias, x, z);
    }
}

/// Whether a size can lie in this range: one that the compiler knows, or 0 if it does not.
pub(super) const fn may_be(size: usize, least: usize, most: usize) -> bool {
    size == 0 || (least <= size && size <= most)
}

/// The same for sizes that the compiler knows; small layers are left to plain loops.
#[inline(always)]
pub fn affine_of<T: Scalar, S: Simd<T>, const I: usize, const O: usize>(
    s: S,
    weights: &SMatrix<T, O, I>,
    bias: &SVector<T, O>,
    input: &SVector<T, I>,
    z: &mut SVector<T, O>,
) {
    if const { is_plain::<T, S>(I, O) } {
        return portable::affine_alone(weights, bias, input, z);
    }
    let (w, b, x) = (weights.as_slice(), bias.as_slice(), input.as_slice());
    // SAFETY: the matrix and the vectors are of these sizes
    unsafe { affine::<T, S, I, O>(s, w, b, x, z.as_mut_slice()) }
}

/// Whether plain loops serve a layer of sizes that the compiler knows best.
pub(super) const fn is_plain<T: Scalar, S: Simd<T>>(inputs: usize, outputs: usize) -> bool {
    S::LANES == 1 || inputs * outputs < 2 * S::LANES
}

/// The lanes of half a vector.
pub(super) const fn half_lanes<T: Scalar, S: Simd<T>>() -> usize {
    <S::Half as Simd<T>>::LANES
}

/// The lanes of half a half.
pub(super) const fn quarter_lanes<T: Scalar, S: Simd<T>>() -> usize {
    <<S::Half as Simd<T>>::Half as Simd<T>>::LANES
}

/// Σ aᵢ bᵢ in four vectors of sums; `N` is how many numbers these are, or 0.
#[inline(always)]
fn dot<T: Scalar, S: Simd<T>, const N: usize>(s: S, a: &[T], b: &[T]) -> T {
    let mut sums = [s.zero(); 4];
    let (mut a, mut b) = (a, b);
    while const { may_be(N, 4 * S::LANES, usize::MAX) }
        && a.len() >= 4 * S::LANES
        && b.len() >= 4 * S::LANES
    {
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

/// Adds W x to z, which is no longer than a vector.
#[inline(always)]
fn narrow<T: Scalar, S: Simd<T>>(s: S, weights: &[T], input: &[T], z: &mut [T]) {
    if REPRODUCIBLE {
        narrow_in::<T, S, 1>(s, weights, input, z);
    } else {
        narrow_in::<T, S, 8>(s, weights, input, z);
    }
}

/// The same in up to `SUMS` sums for each output.
#[inline(always)]
fn narrow_in<T, S, const SUMS: usize>(s: S, weights: &[T], input: &[T], z: &mut [T])
where
    T: Scalar,
    S: Simd<T>,
{
    let (inputs, outputs) = (input.len(), z.len());
    // so many columns can be read as whole vectors: beyond a column are the next ones
    let whole = (inputs + 1)
        .saturating_sub(S::LANES.div_ceil(outputs))
        .min(inputs);
    let mut sums = [s.zero(); SUMS];
    for sum in sums.iter_mut().take(1) {
        *sum = s.read(z);
    }
    let (weights, input) = (weights.as_ptr(), input.as_ptr());
    let mut i = 0;
    // SAFETY: column i begins at i·outputs and input i at i, both below `inputs`; a vector that begins in a
    // `whole` column ends within W
    unsafe {
        while i + SUMS <= whole {
            for (j, sum) in sums.iter_mut().enumerate() {
                let column = s.load(weights.add((i + j) * outputs));
                *sum = s.mul_add(column, s.splat(*input.add(i + j)), *sum);
            }
            i += SUMS;
        }
        for sum in &mut sums {
            if i < whole {
                let column = s.load(weights.add(i * outputs));
                *sum = s.mul_add(column, s.splat(*input.add(i)), *sum);
                i += 1;
            }
        }
        while i < inputs {
            for sum in &mut sums {
                if i < inputs {
                    let column = s.load_first(weights.add(i * outputs), outputs.min(S::LANES));
                    *sum = s.mul_add(column, s.splat(*input.add(i)), *sum);
                    i += 1;
                }
            }
        }
    }
    s.write(neighbours(s, sums), z);
}
