//! Samples that lie one after the other taken side by side, and back.
#![allow(unsafe_code)]

use super::simd::Simd;
use super::task::Numbers;
use super::{CHUNK, Work};
use crate::scalar::Scalar;

/// Writes samples of `width` values as rows; behind the last of up to [`CHUNK`] the first stands again, so that nothing overflows
/// there that does not elsewhere.
#[derive(Debug)]
pub struct ToRows<'a, T> {
    pub samples: &'a [T],
    pub width: usize,
    pub rows: &'a mut [[T; CHUNK]],
}

impl<T: Scalar> Work<T> for ToRows<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        let values = self.width.min(self.rows.len());
        let turn = Turn {
            samples: self.samples.as_ptr().cast_mut(),
            width: self.width,
            values,
            rows: self.rows.as_flattened_mut().as_mut_ptr(),
            count: count(self.samples, self.width),
        };
        // SAFETY: there are `count` samples of `self.width` values, which are only read, and at least `values` rows of
        // whole vectors
        unsafe {
            if turn.count > 0 && turn.count < CHUNK {
                for n in 0..values {
                    let first = s.splat(*turn.samples.add(n));
                    let mut lane = turn.count - turn.count % S::LANES;
                    while lane < CHUNK {
                        s.store(turn.rows.add(n * CHUNK + lane), first);
                        lane += S::LANES;
                    }
                }
            }
            all::<T, S, false>(s, turn);
        }
    }
    #[inline]
    fn dispatch(self) {
        T::to_rows(Numbers::task(self));
    }
}

/// Writes rows as samples of `width` values, as many as there are places, up to [`CHUNK`].
#[derive(Debug)]
pub struct OfRows<'a, T> {
    pub rows: &'a [[T; CHUNK]],
    pub width: usize,
    pub samples: &'a mut [T],
}

impl<T: Scalar> Work<T> for OfRows<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        let turn = Turn {
            width: self.width,
            values: self.width.min(self.rows.len()),
            rows: self.rows.as_flattened().as_ptr().cast_mut(),
            count: count(self.samples, self.width),
            samples: self.samples.as_mut_ptr(),
        };
        // SAFETY: as above, the other way round
        unsafe { all::<T, S, true>(s, turn) }
    }
    #[inline]
    fn dispatch(self) {
        T::of_rows(Numbers::task(self));
    }
}

/// `count` samples that are `width` numbers apart, and `values` rows.
#[derive(Clone, Copy)]
struct Turn<T> {
    samples: *mut T,
    width: usize,
    values: usize,
    rows: *mut T,
    count: usize,
}

/// Turns all, `BACK` into samples, by the widest vectors that there are enough samples for.
///
/// # Safety
/// There are such samples and rows.
#[inline(always)]
unsafe fn all<T: Scalar, S: Simd<T>, const BACK: bool>(s: S, turn: Turn<T>) {
    // SAFETY: as the caller says; sample and value are below `count` and `values`
    unsafe {
        let is_done = in_vectors::<T, S, BACK>(s, turn)
            || in_vectors::<T, S::Half, BACK>(s.half(), turn)
            || in_vectors::<T, <S::Half as Simd<T>>::Half, BACK>(s.half().half(), turn);
        if !is_done {
            for sample in 0..turn.count {
                for n in 0..turn.values {
                    let place = turn.samples.add(sample * turn.width + n);
                    let row = turn.rows.add(n * CHUNK + sample);
                    match BACK {
                        true => *place = *row,
                        false => *row = *place,
                    }
                }
            }
        }
    }
}

/// As many samples at a time as a vector has lanes, the last of them perhaps for the second time; `false` where there are fewer.
///
/// # Safety
/// As [`all`].
#[inline(always)]
unsafe fn in_vectors<T: Scalar, S: Simd<T>, const BACK: bool>(s: S, turn: Turn<T>) -> bool {
    if S::LANES == 1 || turn.count < S::LANES {
        return false;
    }
    let mut sample = 0;
    loop {
        let mut n = 0;
        while n < turn.values {
            let numbers = (turn.values - n).min(4);
            // SAFETY: as the caller says; from `sample` on there are as many as lanes
            unsafe {
                let place = turn.samples.add(sample * turn.width + n);
                let row = turn.rows.add(n * CHUNK + sample);
                match BACK {
                    true => s.of_rows(row, CHUNK, place, turn.width, numbers),
                    false => s.to_rows(place, turn.width, row, CHUNK, numbers),
                }
            }
            n += 4;
        }
        if sample + S::LANES >= turn.count {
            return true;
        }
        sample = (sample + S::LANES).min(turn.count - S::LANES);
    }
}

/// How many samples of this width these are, at most [`CHUNK`].
#[inline(always)]
fn count<T>(samples: &[T], width: usize) -> usize {
    samples.len().checked_div(width).unwrap_or(0).min(CHUNK)
}
