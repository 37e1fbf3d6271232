//! The register tile: one kernel for Z = W X + b, for ∂L/∂W += δ Xᵀ and for ∂L/∂X = Wᵀ δ.
//!
//! Sizes are known at run time only, so that it is compiled once, in the library, for each level.
#![allow(unsafe_code)]

use super::Level;
use super::simd::Simd;
use crate::scalar::Scalar;

/// C = S + A B. The sum over k runs from S on and from the first k to the last.
///
/// `A[m, k]` is `a[m + k·a_column]`, `B[k, n]` is `b[k·b_row + n·b_column]`, `C[m, n]` is `c[m + n·c_column]`.
#[derive(Clone, Copy, Debug)]
pub struct Product<T> {
    pub rows: usize,
    pub columns: usize,
    pub depth: usize,
    pub a: *const T,
    pub a_column: usize,
    pub b: *const T,
    pub b_row: usize,
    pub b_column: usize,
    pub start: Start<T>,
    /// What C is raised to at least: −∞ leaves it as it is.
    pub floor: T,
    pub c: *mut T,
    pub c_column: usize,
}

/// S, which a sum begins with.
#[derive(Clone, Copy, Debug)]
pub enum Start<T> {
    /// 0 everywhere.
    Zero,
    /// The same column everywhere: `S[m, n]` is `place[m]`.
    Column(*const T),
    /// The same row everywhere: `S[m, n]` is `place[n]`.
    Row(*const T),
    /// What stands in C.
    There,
}

impl<T: Scalar> Product<T> {
    /// Where S begins, and how far its rows and columns are apart.
    #[inline(always)]
    fn start_at(&self, zero: *const T) -> (*const T, usize, usize) {
        match self.start {
            Start::Zero => (zero, 0, 0),
            Start::Column(place) => (place, 1, 0),
            Start::Row(place) => (place, 0, 1),
            Start::There => (self.c.cast_const(), 1, self.c_column),
        }
    }
}

/// Computes C in tiles of two vectors by `N` columns, and smaller ones at its edges.
///
/// # Safety
/// Every element of A, B and S can be read, those of C written (and read, if they are S); `a_column` is at least 1.
#[inline(always)]
pub unsafe fn product<T: Scalar, S: Simd<T>, const N: usize>(s: S, p: &Product<T>) {
    let mut n = 0;
    // SAFETY: the columns from n to n + 8, … are columns of B, S and C
    unsafe {
        while n + N <= p.columns && !in_fours::<N>(p.columns - n) {
            columns::<T, S, N>(s, p, n);
            n += N;
        }
        while n + 4 <= p.columns {
            columns::<T, S, 4>(s, p, n);
            n += 4;
        }
        if n + 2 <= p.columns {
            columns::<T, S, 2>(s, p, n);
            n += 2;
        }
        if n < p.columns {
            columns::<T, S, 1>(s, p, n);
        }
    }
}

/// Whether so many columns are better off as four and four: eight, of which six would leave two.
#[inline(always)]
pub const fn in_fours<const N: usize>(columns: usize) -> bool {
    N == 6 && columns == 8
}

/// `N` columns from `n` on.
///
/// # Safety
/// As [`product`]; there are so many columns.
#[inline(always)]
unsafe fn columns<T: Scalar, S: Simd<T>, const N: usize>(s: S, p: &Product<T>, n: usize) {
    let mut m = 0;
    // SAFETY: the rows from m on are rows of A, S and C
    unsafe {
        // few columns, more rows: so many sums have to be under way
        while N <= 2 && m + 8 * S::LANES <= p.rows {
            few_columns::<T, S, 8, N>(s, p, m, n);
            m += 8 * S::LANES;
        }
        while N <= 2 && m + 4 * S::LANES <= p.rows {
            few_columns::<T, S, 4, N>(s, p, m, n);
            m += 4 * S::LANES;
        }
        while m + 2 * S::LANES <= p.rows {
            tile::<T, S, 2, N, true>(s, p, m, n);
            m += 2 * S::LANES;
        }
        match p.rows - m {
            0 => {}
            rest if rest > S::LANES => tile::<T, S, 2, N, false>(s, p, m, n),
            _ => tile::<T, S, 1, N, false>(s, p, m, n),
        }
    }
}

/// The tile of `M` vectors by `N` columns, if `N` is at most 2.
///
/// # Safety
/// As [`product`]; there are so many rows and columns.
#[inline(always)]
unsafe fn few_columns<T: Scalar, S: Simd<T>, const M: usize, const N: usize>(
    s: S,
    p: &Product<T>,
    m: usize,
    n: usize,
) {
    // SAFETY: as the caller says
    unsafe {
        match N {
            1 => tile::<T, S, M, 1, true>(s, p, m, n),
            2 => tile::<T, S, M, 2, true>(s, p, m, n),
            _ => {}
        }
    }
}

/// `M` vectors of rows from `m` on by `N` columns from `n` on; if not `WHOLE`, the last vector may
/// reach beyond the rows.
///
/// # Safety
/// As [`product`]; at least one lane of the last vector is a row.
#[inline(always)]
unsafe fn tile<T: Scalar, S: Simd<T>, const M: usize, const N: usize, const WHOLE: bool>(
    s: S,
    p: &Product<T>,
    m: usize,
    n: usize,
) {
    let last = if WHOLE {
        S::LANES
    } else {
        p.rows - m - (M - 1) * S::LANES
    };
    let mut sums = [[s.zero(); M]; N];
    // SAFETY: rows and columns of S, and of C below; the last vector by its lanes that are rows
    unsafe {
        let zero = T::ZERO;
        let (start, row, column) = p.start_at(&raw const zero);
        for (j, sums) in sums.iter_mut().enumerate() {
            let place = start.wrapping_add(m * row + (n + j) * column);
            *sums = if row == 0 {
                [s.splat(*place); M]
            } else {
                vectors::<T, S, M, WHOLE>(s, place, last)
            };
        }
        // Whole vectors are read as long as they end within A: what is read beyond the rows is of
        // the next columns, and never stored.
        let beyond = if WHOLE { 0 } else { S::LANES - last };
        let mut inside = p.depth;
        while inside > 0 && (p.depth - inside) * p.a_column < beyond {
            inside -= 1;
        }
        let (a, b) = (p.a.add(m), p.b.add(n * p.b_column));
        for k in 0..inside {
            let (a, b) = (a.add(k * p.a_column), b.add(k * p.b_row));
            step::<T, S, M, N, true>(s, p, a, b, last, &mut sums);
        }
        for k in inside..p.depth {
            let (a, b) = (a.add(k * p.a_column), b.add(k * p.b_row));
            step::<T, S, M, N, false>(s, p, a, b, last, &mut sums);
        }
        let floor = s.splat(p.floor);
        for (j, sums) in sums.iter().enumerate() {
            let c = p.c.add(m + (n + j) * p.c_column);
            for (i, sum) in sums.iter().enumerate() {
                let (place, sum) = (c.add(i * S::LANES), raised(s, floor, *sum));
                if WHOLE || i + 1 < M || last == S::LANES {
                    s.store(place, sum);
                } else {
                    s.store_first(place, last, sum);
                }
            }
        }
    }
}

/// The sum, or `floor` where that is more; NaN stays NaN. Without vectors nobody asks for a floor.
#[inline(always)]
fn raised<T: Scalar, S: Simd<T>>(s: S, floor: S::V, sum: S::V) -> S::V {
    if const { Level::HAS_VECTORS } {
        s.max(floor, sum)
    } else {
        sum
    }
}

/// Adds the outer product of a column of A and a row of B to the sums.
///
/// # Safety
/// The vectors at `a` can be read, the last by its `last` lanes, or all of them if `WHOLE`; the row
/// at `b` has `N` elements.
#[inline(always)]
unsafe fn step<T: Scalar, S: Simd<T>, const M: usize, const N: usize, const WHOLE: bool>(
    s: S,
    p: &Product<T>,
    a: *const T,
    b: *const T,
    last: usize,
    sums: &mut [[S::V; M]; N],
) {
    // SAFETY: as the caller says
    unsafe {
        let column = vectors::<T, S, M, WHOLE>(s, a, last);
        for (j, sums) in sums.iter_mut().enumerate() {
            let b = s.splat(*b.add(j * p.b_column));
            for (sum, &a) in sums.iter_mut().zip(&column) {
                *sum = s.mul_add(a, b, *sum);
            }
        }
    }
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
