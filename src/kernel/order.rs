//! The order of sums, what the feature `reproducible` changes in it, and how several are made one.

use super::simd::Simd;
use crate::scalar::Scalar;

/// Whether passes give the same bits on every processor and at every level.
pub(crate) const REPRODUCIBLE: bool = cfg!(feature = "reproducible");

/// Partial sums of a product of two vectors: term o goes to sum o mod 8, from the first on; then the upper half of
/// the sums is added to the lower, until one is left.
pub const PARTS: usize = 8;

/// The upper half of the vectors added to the lower, until one is left. There are 1, 2, 4 or 8.
#[inline(always)]
pub fn total<T: Scalar, S: Simd<T>, const V: usize>(s: S, sums: [S::V; V]) -> S::V {
    match *sums.as_slice() {
        [a] => a,
        [a, b] => s.add(a, b),
        [a, b, c, d] => s.add(s.add(a, c), s.add(b, d)),
        [a, b, c, d, e, f, g, h] => {
            let (a, b) = (s.add(a, e), s.add(b, f));
            let (c, d) = (s.add(c, g), s.add(d, h));
            s.add(s.add(a, c), s.add(b, d))
        }
        _ => s.zero(),
    }
}

/// The sum of 1 or 8 vectors, of neighbours first.
#[inline(always)]
pub fn neighbours<T: Scalar, S: Simd<T>, const K: usize>(s: S, sums: [S::V; K]) -> S::V {
    match *sums.as_slice() {
        [a] => a,
        [a, b, c, d, e, f, g, h] => {
            let low = s.add(s.add(a, b), s.add(c, d));
            s.add(low, s.add(s.add(e, f), s.add(g, h)))
        }
        _ => s.zero(),
    }
}

/// The sum of the parts, from the first to the last.
#[inline(always)]
pub fn one_by_one<T: Scalar, S: Simd<T>, const K: usize>(s: S, parts: [S::V; K]) -> S::V {
    let mut total = s.zero();
    for (k, part) in parts.into_iter().enumerate() {
        total = if k == 0 { part } else { s.add(total, part) };
    }
    total
}
