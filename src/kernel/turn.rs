//! Samples that lie one after the other taken side by side, and back.
#![allow(unsafe_code)]

use super::simd::Simd;
use super::{CHUNK, Work};
use crate::scalar::Scalar;

/// Writes samples of `width` values as rows, 0 behind the last of up to [`CHUNK`].
pub struct ToRows<'a, T> {
    pub samples: &'a [T],
    pub width: usize,
    pub rows: &'a mut [[T; CHUNK]],
}

impl<T: Scalar> Work<T> for ToRows<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        let width = self.width.min(self.rows.len());
        let count = count(self.samples, self.width);
        let (from, to) = (self.samples.as_ptr(), self.rows.as_flattened_mut());
        let whole = count - count % S::LANES;
        let to = to.as_mut_ptr();
        // SAFETY: there are `count` samples of `self.width` values, and `width` rows of at least so many
        unsafe {
            let mut sample = 0;
            while sample < whole {
                let mut n = 0;
                while n < width {
                    let (from, to) = (
                        from.add(sample * self.width + n),
                        to.add(n * CHUNK + sample),
                    );
                    s.to_rows(from, self.width, to, CHUNK, (width - n).min(4));
                    n += 4;
                }
                sample += S::LANES;
            }
            if whole < CHUNK {
                for n in 0..width {
                    for sample in whole..CHUNK {
                        let value = match sample < count {
                            true => *from.add(sample * self.width + n),
                            false => T::ZERO,
                        };
                        *to.add(n * CHUNK + sample) = value;
                    }
                }
            }
        }
    }
}

/// Writes rows as samples of `width` values, as many as there are places, up to [`CHUNK`].
pub struct OfRows<'a, T> {
    pub rows: &'a [[T; CHUNK]],
    pub width: usize,
    pub samples: &'a mut [T],
}

impl<T: Scalar> Work<T> for OfRows<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        let width = self.width.min(self.rows.len());
        let count = count(self.samples, self.width);
        let (from, to) = (self.rows.as_flattened().as_ptr(), self.samples.as_mut_ptr());
        let whole = count - count % S::LANES;
        // SAFETY: as above
        unsafe {
            let mut sample = 0;
            while sample < whole {
                let mut n = 0;
                while n < width {
                    let (from, to) = (
                        from.add(n * CHUNK + sample),
                        to.add(sample * self.width + n),
                    );
                    s.of_rows(from, CHUNK, to, self.width, (width - n).min(4));
                    n += 4;
                }
                sample += S::LANES;
            }
            for sample in whole..count {
                for n in 0..width {
                    *to.add(sample * self.width + n) = *from.add(n * CHUNK + sample);
                }
            }
        }
    }
}

/// How many samples of this width these are, at most [`CHUNK`].
#[inline(always)]
fn count<T>(samples: &[T], width: usize) -> usize {
    samples.len().checked_div(width).unwrap_or(0).min(CHUNK)
}
