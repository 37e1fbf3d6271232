//! The register tile: one kernel for Z = W X + b, for ∂L/∂W += δ Xᵀ and for ∂L/∂X = Wᵀ δ.
//!
//! Sizes are known at run time only, so that it is compiled once, in the library, for each level.
#![allow(unsafe_code)]

use super::Level;
use super::product::{Begin, Columns, Product};
use super::shared::Shared;
use super::simd::Simd;
use crate::scalar::Scalar;

/// Computes C in tiles of two vectors by `N` columns, and smaller ones at its edges.
///
/// # Safety
/// Every element of A, B and S can be read, those of C written (and read, if they are S); `a_column` is at least 1.
#[inline(always)]
pub unsafe fn product<T: Scalar, S: Shared<T>, const N: usize>(s: S, p: &Product<T>) {
    let zero = T::ZERO;
    let begin = p.begin(&raw const zero);
    let mut n = 0;
    // SAFETY: the columns from n to n + 8, … are columns of B, S and C
    unsafe {
        if const { N > 4 } {
            while p.b_column == 1 && n + N <= p.columns && !in_fours::<N>(p.columns - n) {
                down::<T, S, N>(s, p, &p.columns::<N, true>(begin, n));
                n += N;
            }
            while n + N <= p.columns && !in_fours::<N>(p.columns - n) {
                down::<T, S, N>(s, p, &p.columns::<N, false>(begin, n));
                n += N;
            }
        }
        while n + 4 <= p.columns {
            s.columns::<4>(p, begin, n);
            n += 4;
        }
        match p.columns - n {
            0 => {}
            1 => s.columns::<1>(p, begin, n),
            2 => s.columns::<2>(p, begin, n),
            _ => s.columns::<3>(p, begin, n),
        }
    }
}

/// Whether so many columns are better off as four and four: eight, of which six would leave two.
#[inline(always)]
pub const fn in_fours<const N: usize>(columns: usize) -> bool {
    N == 6 && columns == 8
}

/// `N` columns of C from `n` on.
///
/// # Safety
/// As [`product`]; there are so many columns.
#[inline(always)]
pub unsafe fn columns<T: Scalar, S: Simd<T>, const N: usize>(
    s: S,
    p: &Product<T>,
    begin: Begin<T>,
    n: usize,
) {
    // SAFETY: as the caller says
    unsafe { down::<T, S, N>(s, p, &p.columns::<N, false>(begin, n)) }
}

/// As [`product`], of a C that has no more rows than a vector lanes.
///
/// # Safety
/// As [`product`].
#[inline(always)]
pub unsafe fn one_vector<T: Scalar, S: Simd<T>, const N: usize>(s: S, p: &Product<T>) {
    let zero = T::ZERO;
    let begin = p.begin(&raw const zero);
    let mut n = 0;
    // SAFETY: the columns from n on are columns of B, S and C
    unsafe {
        while n + N <= p.columns {
            tile::<T, S, 1, N, false>(s, p, &p.columns::<N, false>(begin, n), 0);
            n += N;
        }
        while n < p.columns {
            tile::<T, S, 1, 1, false>(s, p, &p.columns::<1, false>(begin, n), 0);
            n += 1;
        }
    }
}

/// `N` columns, from the first row to the last.
///
/// # Safety
/// As [`product`]; there are these columns.
#[inline(always)]
unsafe fn down<T: Scalar, S: Simd<T>, const N: usize>(s: S, p: &Product<T>, of: &Columns<T, N>) {
    let mut m = 0;
    // SAFETY: the rows from m on are rows of A, S and C
    unsafe {
        if const { N <= 2 } {
            // few columns, more rows: so many sums have to be under way
            while m + 8 * S::LANES <= p.rows {
                tile::<T, S, 8, N, true>(s, p, of, m);
                m += 8 * S::LANES;
            }
            while m + 4 * S::LANES <= p.rows {
                tile::<T, S, 4, N, true>(s, p, of, m);
                m += 4 * S::LANES;
            }
        }
        while m + 2 * S::LANES <= p.rows {
            tile::<T, S, 2, N, true>(s, p, of, m);
            m += 2 * S::LANES;
        }
        match p.rows - m {
            0 => {}
            rest if rest > S::LANES => tile::<T, S, 2, N, false>(s, p, of, m),
            _ => tile::<T, S, 1, N, false>(s, p, of, m),
        }
    }
}

/// `M` vectors of rows from `m` on; if not `WHOLE`, the last may reach beyond the rows.
///
/// # Safety
/// As [`product`]; there are these columns, and at least one lane of the last vector is a row.
#[inline(always)]
unsafe fn tile<T: Scalar, S: Simd<T>, const M: usize, const N: usize, const WHOLE: bool>(
    s: S,
    p: &Product<T>,
    of: &Columns<T, N>,
    m: usize,
) {
    let last = if WHOLE {
        S::LANES
    } else {
        p.rows - m - (M - 1) * S::LANES
    };
    // Where part of a vector is dear, whole ones are read as long as they end within A: what is read beyond the rows is of
    // the next columns, and never stored.
    let inside = if WHOLE || S::MASKS || S::LANES == 1 {
        0
    } else {
        let beyond = (S::LANES - last).div_ceil(p.a_column.max(1));
        p.depth.saturating_sub(beyond)
    };
    // SAFETY: rows and columns of A, B, S and C; the last vector by its lanes that are rows, or within A
    unsafe {
        let mut sums = first_sums::<T, S, M, N, WHOLE>(s, of.begin, m, last);
        let (mut a, mut row) = (p.a.add(m), 0);
        for _ in 0..inside {
            let column = vectors::<T, S, M, true>(s, a, last);
            sums = step::<T, S, M, N>(s, column, &of.b, row, sums);
            (a, row) = (a.wrapping_add(p.a_column), row + p.b_row);
        }
        for _ in inside..p.depth {
            let column = vectors::<T, S, M, WHOLE>(s, a, last);
            sums = step::<T, S, M, N>(s, column, &of.b, row, sums);
            (a, row) = (a.wrapping_add(p.a_column), row + p.b_row);
        }
        // (without vectors nobody asks for a floor)
        if const { Level::HAS_VECTORS } && p.floor > T::NEG_INFINITY {
            let floor = s.splat(p.floor);
            for sum in sums.as_flattened_mut() {
                // NaN stays NaN
                *sum = s.max(floor, *sum);
            }
        }
        for (j, sums) in sums.iter().enumerate() {
            let c = of.c.wrapping_add(m + j * p.c_column);
            for (i, &sum) in sums.iter().enumerate() {
                let place = c.add(i * S::LANES);
                if WHOLE || i + 1 < M || last == S::LANES {
                    s.store(place, sum);
                } else {
                    s.store_first(place, last, sum);
                }
            }
        }
    }
}

/// What the sums of a tile begin with. (Loops, not closures: those would not be compiled for the level.)
///
/// # Safety
/// As [`tile`].
#[inline(always)]
unsafe fn first_sums<T, S, const M: usize, const N: usize, const WHOLE: bool>(
    s: S,
    begin: Begin<T>,
    m: usize,
    last: usize,
) -> [[S::V; M]; N]
where
    T: Scalar,
    S: Simd<T>,
{
    let place = begin.place.wrapping_add(m * begin.row);
    let mut sums = [[s.zero(); M]; N];
    // SAFETY: rows and columns of S
    unsafe {
        if begin.row == 0 {
            for (j, sums) in sums.iter_mut().enumerate() {
                *sums = [s.splat(*place.wrapping_add(j * begin.column)); M];
            }
        } else {
            for (j, sums) in sums.iter_mut().enumerate() {
                let place = place.wrapping_add(j * begin.column);
                *sums = vectors::<T, S, M, WHOLE>(s, place, last);
            }
        }
    }
    sums
}

/// Adds the outer product of a column of A and a row of B to the sums.
///
/// # Safety
/// The row of B begins `row` numbers behind the places.
#[inline(always)]
unsafe fn step<T: Scalar, S: Simd<T>, const M: usize, const N: usize>(
    s: S,
    column: [S::V; M],
    b: &[*const T; N],
    row: usize,
    mut sums: [[S::V; M]; N],
) -> [[S::V; M]; N] {
    for (b, sums) in b.iter().zip(&mut sums) {
        // SAFETY: as the caller says
        let b = s.splat(unsafe { *b.wrapping_add(row) });
        for (sum, &a) in sums.iter_mut().zip(&column) {
            *sum = s.mul_add(a, b, *sum);
        }
    }
    sums
}

/// `M` vectors that lie one behind the other, of the last its first `last` lanes, or all of them if `WHOLE`.
///
/// # Safety
/// They can be read.
#[inline(always)]
unsafe fn vectors<T: Scalar, S: Simd<T>, const M: usize, const WHOLE: bool>(
    s: S,
    place: *const T,
    last: usize,
) -> [S::V; M] {
    let mut vectors = [s.zero(); M];
    for (i, vector) in vectors.iter_mut().enumerate() {
        let lanes = if i + 1 == M { last } else { S::LANES };
        // SAFETY: as the caller says
        *vector = unsafe { load::<T, S, WHOLE>(s, place.add(i * S::LANES), lanes) };
    }
    vectors
}

/// A vector, or its first `lanes`.
///
/// # Safety
/// So many numbers can be read, `LANES` if `WHOLE`.
#[inline(always)]
pub unsafe fn load<T: Scalar, S: Simd<T>, const WHOLE: bool>(
    s: S,
    place: *const T,
    lanes: usize,
) -> S::V {
    // SAFETY: as the caller says
    unsafe {
        if WHOLE || lanes == S::LANES {
            s.load(place)
        } else {
            s.load_first(place, lanes)
        }
    }
}
