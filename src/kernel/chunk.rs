//! Up to 32 samples in one value.

use super::Block;
use crate::scalar::Scalar;
use nalgebra::{ArrayStorage, SVector};

/// How many samples go through a network at once. Longer chunks gain nothing (the weights are
/// already reused 32 times) and would cost stack.
pub const CHUNK: usize = 32;

/// Up to [`CHUNK`] samples of `N` values, one after the other.
#[derive(Clone, Debug)]
pub struct Chunk<T, const N: usize> {
    samples: [SVector<T, N>; CHUNK],
    len: usize,
}

impl<T: Scalar, const N: usize> Block<T, N> for Chunk<T, N> {
    type Samples<'a> = &'a [SVector<T, N>];
    type SamplesMut<'a> = &'a mut [SVector<T, N>];

    #[inline]
    fn blank(samples: usize) -> Self {
        let zero = const { SVector::from_array_storage(ArrayStorage([[T::ZERO; N]])) };
        Self {
            samples: [zero; CHUNK],
            len: samples.min(CHUNK),
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
    fn each(&self, mut show: impl FnMut(SVector<T, N>)) {
        for sample in self.samples() {
            show(*sample);
        }
    }
    #[inline]
    fn samples(&self) -> &[SVector<T, N>] {
        &self.samples[..self.len.min(CHUNK)]
    }
    #[inline]
    fn samples_mut(&mut self) -> &mut [SVector<T, N>] {
        &mut self.samples[..self.len.min(CHUNK)]
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
