//! The way back of one sample through a layer that does not lie evenly in memory: as in `rotated`, W is read, and written, in
//! whole lines of the cache, of which the first of each column begins with the `behind` last rows of the column before it. The
//! bits are those of `single_back`, wherever a network lies.
#![allow(unsafe_code)]

use super::rotated::first_lanes;
use super::simd::Simd;
use super::single_back::{Walk, are_skipped};
use super::sparse;
use crate::scalar::Scalar;
use core::mem::MaybeUninit;

/// Up to how many outputs δ is turned.
const MOST: usize = 512;
/// From how many weights on that pays.
const MANY: usize = 2048;

/// Whether it pays for a layer that does not lie evenly: if its columns are whole vectors, many and long ones.
pub const fn may_pay<T: Scalar, S: Simd<T>>(inputs: usize, outputs: usize) -> bool {
    let is_whole = outputs.is_multiple_of(S::LANES) && outputs <= MOST;
    S::LANES * size_of::<T>() >= 32 && inputs * outputs >= MANY && is_whole
}

/// Goes through all columns, if each is whole vectors and W does not lie evenly; says whether it did.
///
/// # Safety
/// W has so many columns of `outputs` rows, δ `outputs` values, x and Wᵀ δ one for each column.
#[inline(always)]
pub unsafe fn walk<T: Scalar, S: Simd<T>>(s: S, inputs: usize, through: Walk<T>) -> bool {
    let behind = through.weights.addr() / size_of::<T>() % S::LANES;
    if behind == 0 || !may_pay::<T, S>(inputs, through.outputs) {
        return false;
    }
    // SAFETY: as the caller says
    unsafe { Columns::new(s, behind, through).walk(s, inputs) };
    true
}

/// The way through the columns.
struct Columns<T: Scalar, S: Simd<T>> {
    through: Walk<T>,
    behind: usize,
    /// The lanes of a first vector that are of the column before.
    is_before: S::M,
    /// δ, with its last rows first.
    delta: [MaybeUninit<T>; MOST],
    /// What was found of Wᵀ δ of the last column so far, by lanes.
    pending: S::V,
}

impl<T: Scalar, S: Simd<T>> Columns<T, S> {
    /// # Safety
    /// As [`walk`]; `behind` is less than a vector and not 0, and W is whole vectors.
    #[inline(always)]
    unsafe fn new(s: S, behind: usize, through: Walk<T>) -> Self {
        let mut delta = [const { MaybeUninit::uninit() }; MOST];
        // SAFETY: `behind` is less than a vector; δ is whole vectors, for which there is room
        unsafe {
            let is_before = first_lanes(s, behind);
            let (from, to) = (through.delta, delta.as_mut_ptr().cast::<T>());
            let end = from.add(through.outputs - behind);
            let (last, first) = (s.load_first(end, behind), s.load(from));
            // the first rows move up by the last ones
            s.store(
                to,
                s.select(is_before, last, s.turned(first, first, S::LANES - behind)),
            );
            let mut o = S::LANES;
            while o < through.outputs {
                s.store(to.add(o), s.load(from.add(o - behind)));
                o += S::LANES;
            }
            Self {
                through,
                behind,
                is_before,
                delta,
                pending: s.zero(),
            }
        }
    }

    /// # Safety
    /// As [`walk`]; there is a column.
    #[inline(always)]
    unsafe fn walk(mut self, s: S, inputs: usize) {
        let (through, behind) = (self.through, self.behind);
        // SAFETY: the vectors that begin in column i ≥ 1 or behind the first of column 0 end before W does; what is left is the
        // start of the first column and the end of the last, of which only their rows are touched
        unsafe {
            let delta = s.load(self.delta.as_ptr().cast());
            let start = (through.weights, through.delta, S::LANES - behind);
            let start = self.part(s, start, 0);
            let begun = s.mul_add(s.turned(start, start, S::LANES - behind), delta, s.zero());
            let mut sums = [s.select(self.is_before, s.zero(), begun)];
            let x = match through.input {
                Some(input) => s.splat(*input),
                None => s.zero(),
            };
            self.rows::<1>(s, 0, &[x], &mut sums);
            [self.pending] = sums;
            let mut i = 1;
            while i + 4 <= inputs {
                let may_skip = sparse::may_pay(inputs) && are_skipped::<T, 4>(i, through);
                if !may_skip || !are_skipped::<T, 1>(i - 1, through) {
                    self.columns::<4>(s, i);
                }
                i += 4;
            }
            while i < inputs {
                self.columns::<1>(s, i);
                i += 1;
            }
            let last = inputs * through.outputs - behind;
            let end = (
                through.weights.add(last),
                through.delta.add(through.outputs - behind),
                behind,
            );
            let end = self.part(s, end, inputs - 1);
            if let Some(back) = through.back {
                let sums = self.ended(s, end, delta, self.pending);
                *back.add(inputs - 1) = s.sum(self.turned(s, sums));
            }
        }
    }

    /// Less than a vector of rows of column `i`, as they are before it takes its part of δ xᵀ.
    ///
    /// # Safety
    /// So many rows and values of δ are at these places.
    #[inline(always)]
    unsafe fn part(&self, s: S, (w, delta, rows): (*mut T, *const T, usize), i: usize) -> S::V {
        // SAFETY: as the caller says
        unsafe {
            let (of_w, delta) = (
                s.load_first(w.cast_const(), rows),
                s.load_first(delta, rows),
            );
            if let Some(input) = self.through.input {
                let new = s.mul_add(delta, s.splat(*input.add(i)), of_w);
                s.store_first(w, rows, new);
            }
            of_w
        }
    }

    /// A column's sums with what the first vector of the next one has of it.
    #[inline(always)]
    fn ended(&self, s: S, first: S::V, delta: S::V, sums: S::V) -> S::V {
        s.select(self.is_before, s.mul_add(first, delta, sums), sums)
    }

    /// Sums by lanes as they are where W lies evenly: in the same order, they add up to the same bits.
    #[inline(always)]
    fn turned(&self, s: S, sums: S::V) -> S::V {
        s.turned(sums, sums, self.behind)
    }

    /// `C` columns from `i` on, and the end of the one before them.
    ///
    /// # Safety
    /// There are such columns, and `i` is at least 1.
    #[inline(always)]
    unsafe fn columns<const C: usize>(&mut self, s: S, i: usize) {
        let through = self.through;
        let mut x = [s.zero(); C];
        let mut before = s.zero();
        let mut sums = [s.zero(); C];
        // SAFETY: values of x; vectors of W, as `walk` says
        unsafe {
            if let Some(input) = through.input {
                before = s.splat(*input.add(i - 1));
                for (j, x) in x.iter_mut().enumerate() {
                    *x = s.splat(*input.add(i + j));
                }
            }
            let delta = s.load(self.delta.as_ptr().cast());
            let mut firsts = [s.zero(); C];
            for (j, first) in firsts.iter_mut().enumerate() {
                let place = (through.weights).wrapping_add((i + j) * through.outputs - self.behind);
                *first = s.load(place.cast_const());
                if through.back.is_some() {
                    let begun = s.mul_add(*first, delta, s.zero());
                    sums[j] = s.select(self.is_before, s.zero(), begun);
                }
                if through.input.is_some() {
                    let left = if j == 0 { before } else { x[j - 1] };
                    let x = s.select(self.is_before, left, x[j]);
                    s.store(place, s.mul_add(delta, x, *first));
                }
            }
            self.rows::<C>(s, i, &x, &mut sums);
            if let Some(back) = through.back {
                // of C columns the end is known: of the one before and of all but the last
                let mut found = [self.pending; C];
                for (j, found) in found.iter_mut().enumerate().skip(1) {
                    *found = sums[j - 1];
                }
                for (found, &first) in found.iter_mut().zip(&firsts) {
                    *found = self.turned(s, self.ended(s, first, delta, *found));
                }
                let back = back.add(i - 1);
                if let [a, b, c, d] = found[..] {
                    (back.cast::<[T; 4]>()).write_unaligned(s.sums([a, b, c, d]));
                } else {
                    *back = s.sum(found[0]);
                }
                self.pending = sums[C - 1];
            }
        }
    }

    /// The vectors of `C` columns behind the first one of each.
    ///
    /// # Safety
    /// There are such columns.
    #[inline(always)]
    unsafe fn rows<const C: usize>(&self, s: S, i: usize, x: &[S::V; C], sums: &mut [S::V; C]) {
        let through = self.through;
        // SAFETY: vectors of W, as `walk` says; and of δ
        unsafe {
            let mut o = S::LANES;
            while o < through.outputs {
                let delta = s.load(self.delta.as_ptr().cast::<T>().add(o));
                for (j, (sum, &x)) in sums.iter_mut().zip(x).enumerate() {
                    let row = (i + j) * through.outputs + o - self.behind;
                    let place = through.weights.add(row);
                    let rows = s.load(place.cast_const());
                    if through.back.is_some() {
                        *sum = s.mul_add(rows, delta, *sum);
                    }
                    if through.input.is_some() {
                        s.store(place, s.mul_add(delta, x, rows));
                    }
                }
                o += S::LANES;
            }
        }
    }
}
