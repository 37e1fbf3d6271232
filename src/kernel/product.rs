//! What the register tile computes: C = S + A B, and where its columns lie.
#![allow(unsafe_code)]

use crate::scalar::Scalar;
use core::array;
use core::hint::black_box;

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

/// S in memory: `S[m, n]` is `place[m·row + n·column]`, where `row` is 0 or 1.
#[derive(Clone, Copy, Debug)]
pub struct Begin<T> {
    pub place: *const T,
    pub row: usize,
    pub column: usize,
}

/// `N` columns of B, S and C: where they begin.
#[derive(Clone, Copy, Debug)]
pub struct Columns<T, const N: usize> {
    pub b: [*const T; N],
    pub begin: Begin<T>,
    pub c: *mut T,
}

impl<T: Scalar> Product<T> {
    /// Where S begins, given a place that holds 0.
    #[inline(always)]
    pub fn begin(&self, zero: *const T) -> Begin<T> {
        let (place, row, column) = match self.start {
            Start::Zero => (zero, 0, 0),
            Start::Column(place) => (place, 1, 0),
            Start::Row(place) => (place, 0, 1),
            Start::There => (self.c.cast_const(), 1, self.c_column),
        };
        Begin { place, row, column }
    }

    /// The same of the rows from `m` on and the columns of A from `k` on, so many of each, given what those before have
    /// left in C.
    ///
    /// # Safety
    /// They are rows and columns of A; rows of B lie one after the other.
    #[inline(always)]
    pub unsafe fn part(&self, (m, rows): (usize, usize), (k, depth): (usize, usize)) -> Self {
        let is_last = k + depth == self.depth;
        // SAFETY: as the caller says
        let (a, b, c) = unsafe {
            let a = self.a.add(m + k * self.a_column);
            (a, self.b.add(k), self.c.add(m))
        };
        Self {
            rows,
            depth,
            a,
            b,
            start: match self.start {
                _ if k > 0 => Start::There,
                Start::Column(place) => Start::Column(place.wrapping_add(m)),
                other => other,
            },
            floor: if is_last { self.floor } else { T::NEG_INFINITY },
            c,
            ..*self
        }
    }

    /// The columns from `n` on; if `NEAR`, those of B are 1 apart.
    #[inline(always)]
    pub fn columns<const N: usize, const NEAR: bool>(
        &self,
        begin: Begin<T>,
        n: usize,
    ) -> Columns<T, N> {
        let b = self.b.wrapping_add(n * self.b_column);
        let b = if NEAR {
            array::from_fn(|j| b.wrapping_add(j))
        } else {
            // hidden, so that each stays in a register and is not worked out anew for each number
            black_box(array::from_fn(|j| b.wrapping_add(j * self.b_column)))
        };
        let place = begin.place.wrapping_add(n * begin.column);
        Columns {
            b,
            begin: Begin { place, ..begin },
            c: self.c.wrapping_add(n * self.c_column),
        }
    }
}
