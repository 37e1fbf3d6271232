//! z = W x + b of one sample, for sizes that the compiler knows, at any level.
//!
//! Columns of W, each times its input, are added to sums that stay in registers. Where there are few
//! of these, several sums for each output hide how long an addition takes.
#![allow(unsafe_code)]

use super::portable;
use super::simd::Simd;
use super::wide::wide;
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
