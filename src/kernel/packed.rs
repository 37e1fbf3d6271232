//! The register tile for a matrix A that is larger than a cache.
//!
//! Columns of A lie far apart: two vectors of each are read from the second cache again and again, and often all of them
//! fall into the same few lines of the first. So a panel of two vectors of rows and some columns is copied together once, and serves
//! all columns of B before the next one. The sums stay in their order: those of the first columns of A wait in C.
//! (Goto, van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34, 2008.)
#![allow(unsafe_code)]

use super::product::{Product, Start};
use super::shared::Shared;
use super::simd::Simd;
use super::tile::in_fours;
use crate::scalar::Scalar;
use core::array;
use core::hint::black_box;
use core::mem::MaybeUninit;

/// Bytes of a row of B that stay in the first cache, beside a panel: of 32 samples 16 KiB.
const DEPTH_BYTES: usize = 512;

/// Two vectors of the widest kind that it is used with, for each column.
#[repr(align(64))]
struct Panel {
    _bytes: [MaybeUninit<u8>; 2 * 32 * (DEPTH_BYTES / 4)],
}

/// From how many bytes of A on it pays to copy it.
const LARGE: usize = 16 << 10;

/// Whether A is so large, and B has so many columns, that copying pays; not with the widest vectors, of which each
/// is a line of the cache and meets so many multiplications that the next one comes in time.
#[inline(always)]
pub const fn pays<T: Scalar, S: Simd<T>, const N: usize>(p: &Product<T>) -> bool {
    let is_narrow = S::LANES > 1 && S::LANES * size_of::<T>() < 64;
    is_narrow && p.rows * p.depth * size_of::<T>() >= LARGE && p.columns >= 2 * N
}

/// As [`product`](super::tile::product).
///
/// # Safety
/// As there; rows of B lie one after the other.
#[inline(always)]
pub unsafe fn packed<T: Scalar, S: Shared<T>, const N: usize>(s: S, p: &Product<T>) {
    let mut panel = MaybeUninit::<Panel>::uninit();
    let panel = panel.as_mut_ptr().cast::<T>();
    let (width, most) = (2 * S::LANES, depth_of(p, DEPTH_BYTES / size_of::<T>()));
    let mut k = 0;
    while k < p.depth {
        let depth = most.min(p.depth - k);
        let mut m = 0;
        while m < p.rows {
            let rows = width.min(p.rows - m);
            // SAFETY: a part of A, with its part of B; of S, or of what was written to C before
            unsafe {
                let mut part = p.part((m, rows), (k, depth));
                let is_whole = rows == width;
                if is_whole {
                    whole::<T, S, N, true>(s, &part, panel);
                    part = behind::<T, N>(part);
                } else {
                    copy(s, &part, panel);
                }
                (part.a, part.a_column) = (panel.cast_const(), width);
                while is_whole && part.columns >= N && !in_fours::<N>(part.columns) {
                    whole::<T, S, N, false>(s, &part, panel);
                    part = behind::<T, N>(part);
                }
                while is_whole && part.columns >= 4 {
                    whole::<T, S, 4, false>(s, &part, panel);
                    part = behind::<T, 4>(part);
                }
                s.product(&part);
            }
            m += rows;
        }
        k += depth;
    }
}

/// From how many bytes of A on it leaves the second cache before the next columns of B come, half of that of many processors.
const LEAVES: usize = 512 << 10;
/// Columns of A that are gone through at once where they are not copied.
const DEPTH: usize = 128;

/// Whether A is so large that each part of it should meet all columns of B before the next one is read.
#[inline(always)]
pub const fn leaves<T: Scalar, S: Simd<T>>(p: &Product<T>) -> bool {
    S::LANES > 1 && p.rows * p.depth * size_of::<T>() >= LEAVES
}

/// As [`product`](super::tile::product), of parts of A that stay in the first cache, where they are.
///
/// # Safety
/// As there; rows of B lie one after the other.
#[inline(always)]
pub unsafe fn in_parts<T: Scalar, S: Shared<T>>(s: S, p: &Product<T>) {
    let (most, mut k) = (depth_of(p, DEPTH), 0);
    while k < p.depth {
        let depth = most.min(p.depth - k);
        let mut m = 0;
        while m < p.rows {
            let rows = (2 * S::LANES).min(p.rows - m);
            // SAFETY: a part of A with its part of B; of S, or of what was written to C before
            unsafe { s.product(&p.part((m, rows), (k, depth))) }
            m += rows;
        }
        k += depth;
    }
}

/// Pages of A that are gone through at once. A core has the addresses of 64 or more at hand (72 Zen 4, 96 Golden Cove), and columns
/// of B and C lie on others: with each column of A on a page of its own, 128 of them took up to twice as long as 40.
const PAGES: usize = 40;
/// Bytes of a page, on most machines.
const PAGE: usize = 4096;

/// How many columns of A are gone through at once: `most`, or fewer where they are on too many pages.
#[inline(always)]
fn depth_of<T>(p: &Product<T>, most: usize) -> usize {
    let column = p.a_column * size_of::<T>();
    let on_pages = (PAGES * PAGE).checked_div(column.min(PAGE));
    on_pages.unwrap_or(most).min(most)
}

/// What is behind the first `N` columns of B.
#[inline(always)]
fn behind<T, const N: usize>(p: Product<T>) -> Product<T> {
    Product {
        columns: p.columns - N,
        b: p.b.wrapping_add(N * p.b_column),
        start: match p.start {
            Start::Row(place) => Start::Row(place.wrapping_add(N)),
            other => other,
        },
        c: p.c.wrapping_add(N * p.c_column),
        ..p
    }
}

/// Two vectors of rows by the first `N` columns; copies the rows on the way if asked to.
///
/// # Safety
/// As [`packed`]; there are so many rows and columns, and `panel` has room for the rows.
#[inline(always)]
unsafe fn whole<T: Scalar, S: Simd<T>, const N: usize, const COPY: bool>(
    s: S,
    p: &Product<T>,
    panel: *mut T,
) {
    let mut sums = [[s.zero(); 2]; N];
    // hidden, so that each stays in a register and is not worked out anew for each number
    let b: [*const T; N] = black_box(array::from_fn(|j| p.b.wrapping_add(j * p.b_column)));
    // SAFETY: rows and columns of A, B, S and C
    unsafe {
        for (j, sums) in sums.iter_mut().enumerate() {
            let pair = |place: *const T| [s.load(place), s.load(place.add(S::LANES))];
            *sums = match p.start {
                Start::Zero => [s.zero(); 2],
                Start::Row(place) => [s.splat(*place.add(j)); 2],
                Start::Column(place) => pair(place),
                Start::There => pair(p.c.add(j * p.c_column)),
            };
        }
        for k in 0..p.depth {
            let a = p.a.add(k * p.a_column);
            let column = [s.load(a), s.load(a.add(S::LANES))];
            if COPY {
                let place = panel.add(k * 2 * S::LANES);
                s.store(place, column[0]);
                s.store(place.add(S::LANES), column[1]);
            }
            for (b, sums) in b.iter().zip(&mut sums) {
                let b = s.splat(*b.add(k));
                sums[0] = s.mul_add(column[0], b, sums[0]);
                sums[1] = s.mul_add(column[1], b, sums[1]);
            }
        }
        let floor = s.splat(p.floor);
        for (j, sums) in sums.iter().enumerate() {
            let c = p.c.add(j * p.c_column);
            s.store(c, s.max(floor, sums[0]));
            s.store(c.add(S::LANES), s.max(floor, sums[1]));
        }
    }
}

/// Copies the rows, less than two vectors, zeros behind them.
///
/// # Safety
/// They can be read; `panel` has room for two vectors of each column.
#[inline(always)]
unsafe fn copy<T: Scalar, S: Simd<T>>(s: S, p: &Product<T>, panel: *mut T) {
    let first = p.rows.min(S::LANES);
    for k in 0..p.depth {
        // SAFETY: column k; what is behind the rows is not read
        unsafe {
            let (from, to) = (p.a.add(k * p.a_column), panel.add(k * 2 * S::LANES));
            s.store(to, s.load_first(from, first));
            s.store(
                to.add(S::LANES),
                s.load_first(from.wrapping_add(first), p.rows - first),
            );
        }
    }
}
