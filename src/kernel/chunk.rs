//! Up to 32 samples in one value.
#![allow(unsafe_code)]

use super::{Block, vacant};
use crate::scalar::Scalar;
use core::fmt;
use core::mem::MaybeUninit;
use core::ptr;
use core::slice;
use nalgebra::SVector;

/// How many samples go through a network at once. Longer chunks gain nothing (the weights are
/// already reused 32 times) and would cost stack.
pub const CHUNK: usize = 32;

/// Up to [`CHUNK`] samples of `N` values, one after the other: its own, or lent.
pub struct Chunk<T, const N: usize> {
    own: [MaybeUninit<SVector<T, N>>; CHUNK],
    /// How many of its own were ever written, or taken for it.
    written: usize,
    /// As many as `len`, or null.
    lent: *const SVector<T, N>,
    /// At most [`CHUNK`]; and at most `written`, unless they are lent.
    len: usize,
}

// SAFETY: what is lent is only read, as through a shared reference.
unsafe impl<T: Sync + Send, const N: usize> Send for Chunk<T, N> {}
// SAFETY: as above.
unsafe impl<T: Sync, const N: usize> Sync for Chunk<T, N> {}

impl<T: Scalar, const N: usize> Chunk<T, N> {
    /// No samples. (No constant: that would be copied, room and all.)
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn nothing() -> Self {
        Self {
            own: [const { MaybeUninit::uninit() }; CHUNK],
            written: 0,
            lent: ptr::null(),
            len: 0,
        }
    }

    /// Shows the first [`CHUNK`] of these samples where they are.
    #[inline]
    pub fn lend<R>(samples: &[SVector<T, N>], show: impl FnOnce(&Self) -> R) -> R {
        // nobody keeps it: whoever is shown it can only clone it, and a clone has its own samples
        show(&Self {
            lent: samples.as_ptr(),
            len: samples.len().min(CHUNK),
            ..Self::nothing()
        })
    }
}

/// Copies numbers: a function of no size, or every width would have its own.
fn copy<T: Scalar>(to: &mut [T], from: &[T]) {
    for (to, &from) in to.iter_mut().zip(from) {
        *to = from;
    }
}

// By hand: a clone has its own samples, those that there are.
impl<T: Scalar, const N: usize> Clone for Chunk<T, N> {
    #[inline]
    fn clone(&self) -> Self {
        let mut clone = Self::nothing();
        clone.clone_from(self);
        clone
    }
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        self.hold(source.count());
        copy(self.values_mut(), source.values());
    }
}

impl<T: Scalar, const N: usize> fmt::Debug for Chunk<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.samples()).finish()
    }
}

impl<T: Scalar, const N: usize> Block<T, N> for Chunk<T, N> {
    type Samples<'a> = &'a [SVector<T, N>];
    type SamplesMut<'a> = &'a mut [SVector<T, N>];

    // (else it would be copied, room and all; a build for debugging would make a room for each step of the way)
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn blank(samples: usize) -> Self {
        let mut chunk = Self::nothing();
        if samples > 0 {
            chunk.hold(samples);
            chunk.values_mut().fill(T::ZERO);
        }
        chunk
    }
    #[inline]
    fn hold(&mut self, samples: usize) {
        self.lent = ptr::null();
        self.len = samples.min(CHUNK);
        if self.written < self.len {
            let first = self.own.as_mut_ptr().cast::<T>();
            // SAFETY: there is room for `CHUNK` samples of `N` numbers, and for those from `written` to `len`
            unsafe {
                vacant::take(first.add(self.written * N), (self.len - self.written) * N);
            }
            self.written = self.len;
        }
    }
    #[inline]
    fn count(&self) -> usize {
        self.len.min(CHUNK)
    }
    #[inline]
    fn put(&mut self, index: usize, sample: &SVector<T, N>) {
        if let Some(place) = self.samples_mut().get_mut(index) {
            *place = *sample;
        }
    }
    #[inline]
    fn samples(&self) -> &[SVector<T, N>] {
        let samples = match self.lent.is_null() {
            true => self.own.as_ptr().cast(),
            false => self.lent,
        };
        // SAFETY: `lend` was shown so many, which outlive it; or so many of its own were written
        unsafe { slice::from_raw_parts(samples, self.count()) }
    }
    #[inline]
    fn samples_mut(&mut self) -> &mut [SVector<T, N>] {
        // what is lent is nobody's to change, and stands behind a shared reference
        let own = if self.lent.is_null() { self.count() } else { 0 };
        // SAFETY: so many were written
        unsafe { slice::from_raw_parts_mut(self.own.as_mut_ptr().cast(), own) }
    }
    #[inline]
    fn values(&self) -> &[T] {
        crate::flat::values(self.samples())
    }
    #[inline]
    fn values_mut(&mut self) -> &mut [T] {
        crate::flat::values_mut(self.samples_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_as_many_samples_as_asked_up_to_its_size() {
        for (asked, held) in [(0, 0), (1, 1), (31, 31), (32, 32), (33, 32)] {
            let mut chunk = Chunk::<f32, 3>::blank(asked);
            assert_eq!(chunk.samples().len(), held);
            assert_eq!(chunk.samples_mut().len(), held);
        }
    }
}
