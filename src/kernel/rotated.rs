//! z = W x + b of one sample, W read in whole lines of the cache wherever it begins.
//!
//! A vector across the end of a cache line takes twice the time, and a network lies at any multiple of 4 bytes. Where z is whole
//! vectors, each column begins at the same place of a vector: so W is read in the vectors that lie evenly in memory, of which
//! the first of each column begins with the `behind` last rows of the column before it, and takes that one's x for them. The sums
//! are turned around by as many lanes at the end. For each output they have the terms of `wide`, in its order: where a network
//! lies makes no difference to any bit.
#![allow(unsafe_code)]

use super::order::one_by_one;
use super::simd::Simd;
use super::wide::block_in;
use crate::scalar::Scalar;
use core::mem::MaybeUninit;

/// Up to how many outputs are turned in memory, where there are too many for the registers.
const MOST: usize = 512;

/// A layer: W, b, x and z.
#[derive(Clone, Copy)]
struct Layer<T> {
    inputs: usize,
    outputs: usize,
    /// How many rows of the column before lie in the first vector of a column.
    behind: usize,
    w: *const T,
    bias: *const T,
    x: *const T,
    z: *mut T,
}

/// z = W x + b, if z is so many vectors that it pays and W does not lie evenly; says whether it was. `O` is how many outputs
/// there are, or 0 if that is known at run time only.
///
/// # Safety
/// W has as many columns as x values, and rows as b and z.
#[inline(always)]
pub unsafe fn affine<T, S, const O: usize>(s: S, w: &[T], bias: &[T], x: &[T], z: &mut [T]) -> bool
where
    T: Scalar,
    S: Simd<T>,
{
    let layer = Layer {
        inputs: x.len(),
        outputs: z.len(),
        behind: w.as_ptr().addr() / size_of::<T>() % S::LANES,
        w: w.as_ptr(),
        bias: bias.as_ptr(),
        x: x.as_ptr(),
        z: z.as_mut_ptr(),
    };
    let vectors = z.len() / S::LANES;
    if !may_serve::<T, S>(z.len()) || layer.behind == 0 || x.is_empty() {
        return false;
    }
    // SAFETY: as the caller says; so many vectors are z
    unsafe {
        match vectors {
            2 if const { may_be::<T, S>(O, 2) } => in_registers::<T, S, 2, 4>(s, layer),
            4 if const { may_be::<T, S>(O, 4) } => in_registers::<T, S, 4, 2>(s, layer),
            8 if const { may_be::<T, S>(O, 8) } => in_registers::<T, S, 8, 1>(s, layer),
            16 | 24 | 32 | 40 | 48 | 56 | 64 if const { O == 0 || O > 8 * S::LANES } => {
                if z.len() > MOST {
                    return false;
                }
                in_memory(s, layer);
            }
            _ => return false,
        }
    }
    true
}

/// Whether it may serve so many outputs, or any if that is 0.
pub const fn may_serve<T: Scalar, S: Simd<T>>(outputs: usize) -> bool {
    S::LANES * size_of::<T>() >= 32 && outputs.is_multiple_of(S::LANES) && outputs != S::LANES
}

/// Whether so many outputs may be so many vectors: what cannot be is not compiled.
const fn may_be<T: Scalar, S: Simd<T>>(outputs: usize, vectors: usize) -> bool {
    outputs == 0 || outputs == vectors * S::LANES
}

/// `M` vectors of rows, all there are, in `K` sums for each.
///
/// # Safety
/// As [`affine`]; there are `M` vectors of rows, at least one column, and `behind` is less than a vector and not 0.
#[inline(always)]
unsafe fn in_registers<T, S, const M: usize, const K: usize>(s: S, layer: Layer<T>)
where
    T: Scalar,
    S: Simd<T>,
{
    // SAFETY: as the caller says
    unsafe {
        let sums = first::<T, S, M, K>(s, layer);
        for m in 0..M {
            let row = s.turned(sums[m], sums[(m + 1) % M], layer.behind);
            s.store(layer.z.add(m * S::LANES), row);
        }
    }
}

/// Eight vectors of rows after the other, turned in memory.
///
/// # Safety
/// As [`affine`]; there are several times eight vectors of rows, at most [`MOST`] rows; else as [`in_registers`].
#[inline(always)]
unsafe fn in_memory<T: Scalar, S: Simd<T>>(s: S, layer: Layer<T>) {
    let mut turned = [const { MaybeUninit::<T>::uninit() }; MOST + 16];
    let turned = turned.as_mut_ptr().cast::<T>();
    let sizes = (layer.inputs, layer.outputs);
    // SAFETY: as the caller says. Behind the first eight vectors of a column are those that lie in it wholly
    unsafe {
        let sums = first::<T, S, 8, 1>(s, layer);
        for (m, sum) in sums.into_iter().enumerate() {
            s.store(turned.add(m * S::LANES), sum);
        }
        let mut o = 8 * S::LANES;
        while o < layer.outputs {
            let (w, bias) = (
                layer.w.add(o - layer.behind),
                layer.bias.add(o - layer.behind),
            );
            block_in::<T, S, 8, 1>(s, sizes, w, bias, layer.x, turned.add(o));
            o += 8 * S::LANES;
        }
        s.store(turned.add(layer.outputs), sums[0]);
        let mut o = 0;
        while o < layer.outputs {
            s.store(
                layer.z.add(o),
                s.load(turned.add(o + layer.behind).cast_const()),
            );
            o += S::LANES;
        }
    }
}

/// The sums of the first `M` vectors of each column, of which the first `behind` lanes are of the last rows; in `K` parts, to
/// which the columns go in turn.
///
/// The last rows of a column are met with the next column, and go to its part: there they are one part further on.
///
/// # Safety
/// As [`affine`]; there are at least `M` vectors of rows and one column, and `behind` is less than a vector and not 0.
#[inline(always)]
unsafe fn first<T, S, const M: usize, const K: usize>(s: S, layer: Layer<T>) -> [S::V; M]
where
    T: Scalar,
    S: Simd<T>,
{
    let Layer {
        inputs,
        outputs,
        behind,
        w,
        bias,
        x,
        ..
    } = layer;
    let mut parts = [[s.zero(); M]; K];
    // SAFETY: columns below `inputs`. In the first only whole vectors behind its first lanes are read, in the others whole
    // vectors from the end of the one before on: all end before the last column does
    unsafe {
        let is_before = first_lanes(s, behind);
        // the beginning of the first column, which is no whole vector
        let mut before = s.splat(*x);
        let ahead = S::LANES - behind;
        let (of_bias, of_w) = (s.load(bias), s.load_first(w, ahead));
        let begun = s.mul_add(of_w, before, of_bias);
        for (m, sum) in parts[0].iter_mut().enumerate() {
            *sum = if m == 0 {
                s.select(is_before, s.zero(), s.turned(begun, begun, ahead))
            } else {
                let rows = s.load(w.add(m * S::LANES - behind));
                s.mul_add(rows, before, s.load(bias.add(m * S::LANES - behind)))
            };
        }
        let of_bias = s.load_first(bias.add(outputs - behind), behind);
        parts[1 % K][0] = s.select(is_before, of_bias, parts[1 % K][0]);
        let mut i = 1;
        while i + K <= inputs {
            for k in 0..K {
                let column = w.add((i + k) * outputs - behind);
                let place = (column, *x.add(i + k), is_before);
                before = add(s, place, before, &mut parts[(1 + k) % K]);
            }
            i += K;
        }
        let mut last = 1 % K;
        for k in 0..K {
            if i < inputs {
                let column = w.add(i * outputs - behind);
                let place = (column, *x.add(i), is_before);
                before = add(s, place, before, &mut parts[(1 + k) % K]);
                last = (2 + k) % K;
                i += 1;
            }
        }
        // and the end of the last
        let end = s.load_first(w.add(inputs * outputs - behind), behind);
        for (k, sums) in parts.iter_mut().enumerate() {
            if k == last {
                sums[0] = s.select(is_before, s.mul_add(end, before, sums[0]), sums[0]);
            }
        }
        let mut sums = [s.zero(); M];
        for (m, sum) in sums.iter_mut().enumerate() {
            let mut of_row = [s.zero(); K];
            for (k, part) in of_row.iter_mut().enumerate() {
                *part = if m == 0 {
                    s.select(is_before, parts[(k + 1) % K][0], parts[k][0])
                } else {
                    parts[k][m]
                };
            }
            *sum = one_by_one(s, of_row);
        }
        sums
    }
}

/// The lanes below `count`, which is less than a vector.
///
/// # Safety
/// It is.
#[inline(always)]
pub unsafe fn first_lanes<T: Scalar, S: Simd<T>>(s: S, count: usize) -> S::M {
    let ones = [T::ONE; 16];
    // SAFETY: a vector has at most 16 lanes
    s.less(s.zero(), unsafe { s.load_first(ones.as_ptr(), count) })
}

/// Adds a column, times its x and in the first lanes times `before`; gives x in every lane.
///
/// # Safety
/// `M` vectors can be read at the column.
#[inline(always)]
unsafe fn add<T: Scalar, S: Simd<T>, const M: usize>(
    s: S,
    (column, x, is_before): (*const T, T, S::M),
    before: S::V,
    sums: &mut [S::V; M],
) -> S::V {
    let x = s.splat(x);
    for (m, sum) in sums.iter_mut().enumerate() {
        let x = if m == 0 {
            s.select(is_before, before, x)
        } else {
            x
        };
        // SAFETY: as the caller says
        let rows = unsafe { s.load(column.add(m * S::LANES)) };
        *sum = s.mul_add(rows, x, *sum);
    }
    x
}
