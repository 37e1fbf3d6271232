//! One sample in plain loops, for sizes that the compiler knows, as a processor without vectors likes it.
//!
//! Loads are what it waits for: an input, or a δ, is loaded once for several weights, and sums stay in registers.
//! Steps of a block are written out, because "s" and "z" unroll no loop, and then keep every sum in memory.
//! Each sum runs as in [`portable`](super::portable), so that all bits are the same.

use super::portable::{dot, pairwise};
use crate::scalar::Scalar;

/// A statement for each of these constants.
macro_rules! unrolled {
    ($i:ident in [$($n:literal)*] $body:block) => {$({
        const $i: usize = $n;
        $body
    })*};
}

#[cfg(all(target_arch = "arm", target_os = "none", target_abi = "eabihf"))]
mod arm;
mod inner;
#[cfg(any(
    test,
    all(target_arch = "arm", target_os = "none", target_abi = "eabi")
))]
mod soft;
pub use inner::Inner;

/// z = b + Σᵢ wᵢ xᵢ for `$n` outputs from `from` on, added from the first column to the last.
macro_rules! block {
    ($name:ident, $n:literal: $($i:literal)*) => {
        #[inline(always)]
        fn $name<T: Scalar, const O: usize>(
            columns: &[[T; O]],
            bias: &[T; O],
            x: &[T],
            from: usize,
            z: &mut [T; $n],
        ) {
            let Some(&(mut sums)) = bias.get(from..).and_then(|b| b.first_chunk::<$n>()) else {
                return;
            };
            for (column, &x) in columns.iter().zip(x) {
                if let Some(w) = column.get(from..).and_then(|w| w.first_chunk::<$n>()) {
                    unrolled!(K in [$($i)*] { sums[K] = sums[K].plus_product(w[K], x); });
                }
            }
            *z = sums;
        }
    };
}
block!(sixteen, 16: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
block!(eight, 8: 0 1 2 3 4 5 6 7);
block!(four, 4: 0 1 2 3);
block!(three, 3: 0 1 2);
block!(two, 2: 0 1);
block!(one, 1: 0);

/// z = W x + b
#[inline(always)]
pub fn affine<T: Scalar, const I: usize, const O: usize>(
    columns: &[[T; O]; I],
    bias: &[T; O],
    x: &[T; I],
    z: &mut [T; O],
) {
    let (blocks, rest) = z.as_chunks_mut();
    for (block, z) in blocks.iter_mut().enumerate() {
        T::sixteen(columns, bias, x, 16 * block, z);
    }
    let (blocks, rest) = rest.as_chunks_mut();
    for z in blocks {
        eight(columns, bias, x, O - O % 16, z);
    }
    let (blocks, rest) = rest.as_chunks_mut();
    for z in blocks {
        four(columns, bias, x, O - O % 8, z);
    }
    let from = O - O % 4;
    if let Some(z) = rest.first_chunk_mut() {
        three(columns, bias, x, from, z);
    } else if let Some(z) = rest.first_chunk_mut() {
        two(columns, bias, x, from, z);
    } else if let Some(z) = rest.first_chunk_mut() {
        one(columns, bias, x, from, z);
    }
}

/// Wᵀ δ
#[inline]
pub fn transposed<T: Scalar, const I: usize, const O: usize>(
    columns: &[[T; O]; I],
    delta: &[T; O],
    back: &mut [T; I],
) {
    let (pairs, last) = columns.as_chunks();
    let (backs, back) = back.as_chunks_mut();
    for (back, [a, b]) in backs.iter_mut().zip(pairs) {
        let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
        let (d, d_rest) = delta.as_chunks::<8>();
        let mut sums = T::transposed_eights([a, b], d);
        let [s, t] = &mut sums;
        let sums_rest = s.iter_mut().zip(t);
        for ((((s, t), &a), &b), &d) in sums_rest.zip(a_rest).zip(b_rest).zip(d_rest) {
            *s = s.plus_product(a, d);
            *t = t.plus_product(b, d);
        }
        *back = sums.map(pairwise);
    }
    for (back, column) in back.iter_mut().zip(last) {
        *back = dot(column, delta);
    }
}

/// W += δ xᵀ
#[inline]
pub fn outer<T: Scalar, const I: usize, const O: usize>(
    columns: &mut [[T; O]; I],
    delta: &[T; O],
    x: &[T; I],
) {
    let (pairs, last) = columns.as_chunks_mut();
    let (xs, x) = x.as_chunks();
    for ([a, b], &[x, y]) in pairs.iter_mut().zip(xs) {
        let ((a, a_rest), (b, b_rest)) = (a.as_chunks_mut::<8>(), b.as_chunks_mut::<8>());
        let (d, d_rest) = delta.as_chunks::<8>();
        T::outer_eights([a, b], d, [x, y]);
        for ((a, b), &d) in a_rest.iter_mut().zip(b_rest).zip(d_rest) {
            *a = a.plus_product(d, x);
            *b = b.plus_product(d, y);
        }
    }
    for (column, &x) in last.iter_mut().zip(x) {
        for (w, &d) in column.iter_mut().zip(delta) {
            *w = w.plus_product(d, x);
        }
    }
}

/// Wᵀ δ by W as it is, and W += δ xᵀ, in one walk through W.
#[inline]
pub fn both<T: Scalar, const I: usize, const O: usize>(
    columns: &mut [[T; O]; I],
    delta: &[T; O],
    x: &[T; I],
    back: &mut [T; I],
) {
    let (pairs, last) = columns.as_chunks_mut();
    let ((xs, x), (backs, back)) = (x.as_chunks(), back.as_chunks_mut());
    for ((back, [a, b]), &[x, y]) in backs.iter_mut().zip(pairs).zip(xs) {
        let ((a, a_rest), (b, b_rest)) = (a.as_chunks_mut::<8>(), b.as_chunks_mut::<8>());
        let (d, d_rest) = delta.as_chunks::<8>();
        let mut sums = T::both_eights([a, b], d, [x, y]);
        let [s, t] = &mut sums;
        let sums_rest = s.iter_mut().zip(t);
        for ((((s, t), a), b), &d) in sums_rest.zip(a_rest).zip(b_rest).zip(d_rest) {
            *s = s.plus_product(*a, d);
            *t = t.plus_product(*b, d);
            *a = a.plus_product(d, x);
            *b = b.plus_product(d, y);
        }
        *back = sums.map(pairwise);
    }
    for ((back, column), &x) in back.iter_mut().zip(last).zip(x) {
        *back = dot(column, delta);
        for (w, &d) in column.iter_mut().zip(delta) {
            *w = w.plus_product(d, x);
        }
    }
}
