//! Up to 32 samples side by side: for networks whose layers are narrower than a vector.

use super::shape;
use super::{Block, CHUNK, Chunk, Layout, Task, run};
use crate::scalar::Scalar;
use core::ops::{Deref, DerefMut};
use nalgebra::{SMatrix, SVector};

/// Value `n` of every sample in row `n`. Rows have room for [`CHUNK`] samples; what stands behind the last is of
/// no sample.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub struct Rows<T, const N: usize> {
    rows: [[T; CHUNK]; N],
    len: usize,
}

impl<T: Scalar, const N: usize> Rows<T, N> {
    /// Sample `index`.
    #[inline]
    pub fn get(&self, index: usize) -> SVector<T, N> {
        let mut sample = SVector::<T, N>::blank(1);
        for (value, row) in sample.iter_mut().zip(&self.rows) {
            *value = row.get(index).copied().unwrap_or(T::ZERO);
        }
        sample
    }

    /// The rows.
    #[inline]
    pub fn rows(&self) -> &[[T; CHUNK]] {
        &self.rows
    }

    /// The rows, to be changed.
    #[inline]
    pub fn rows_mut(&mut self) -> &mut [[T; CHUNK]] {
        &mut self.rows
    }

    /// One after the other.
    fn turned(&self) -> Chunk<T, N> {
        let mut chunk = Chunk::blank(self.len);
        for (index, sample) in chunk.samples_mut().iter_mut().enumerate() {
            *sample = self.get(index);
        }
        chunk
    }
}

impl<T: Scalar, const N: usize> Block<T, N> for Rows<T, N> {
    type Samples<'a> = Turned<T, N>;
    type SamplesMut<'a> = TurnedMut<'a, T, N>;

    #[inline]
    fn blank(samples: usize) -> Self {
        Self {
            rows: [[T::ZERO; CHUNK]; N],
            len: samples.min(CHUNK),
        }
    }
    #[inline]
    fn hold(&mut self, samples: usize) {
        self.len = samples.min(CHUNK);
    }
    #[inline]
    fn count(&self) -> usize {
        self.len.min(CHUNK)
    }
    #[inline]
    fn put(&mut self, index: usize, sample: &SVector<T, N>) {
        for (row, &value) in self.rows.iter_mut().zip(sample) {
            if let Some(place) = row.get_mut(index) {
                *place = value;
            }
        }
    }
    #[inline]
    fn each(&self, mut show: impl FnMut(SVector<T, N>)) {
        for index in 0..self.count() {
            show(self.get(index));
        }
    }
    fn samples(&self) -> Turned<T, N> {
        Turned(self.turned())
    }
    fn samples_mut(&mut self) -> TurnedMut<'_, T, N> {
        let samples = self.turned();
        let rows = self;
        TurnedMut { rows, samples }
    }
    #[inline]
    fn values(&self) -> &[T] {
        self.rows.as_flattened()
    }
    #[inline]
    fn values_mut(&mut self) -> &mut [T] {
        self.rows.as_flattened_mut()
    }
    #[inline]
    fn fill_rows<R>(&mut self, fill: impl FnOnce(&mut Self) -> R) -> R {
        fill(self)
    }
    #[inline]
    fn in_rows<R>(&self, show: impl FnOnce(&Self) -> R) -> R {
        show(self)
    }
}

/// A copy of the samples, one after the other.
#[derive(Debug)]
pub struct Turned<T: Scalar, const N: usize>(Chunk<T, N>);

impl<T: Scalar, const N: usize> Deref for Turned<T, N> {
    type Target = [SVector<T, N>];
    fn deref(&self) -> &[SVector<T, N>] {
        self.0.samples()
    }
}

/// The same, that goes back to the rows.
#[derive(Debug)]
pub struct TurnedMut<'a, T: Scalar, const N: usize> {
    rows: &'a mut Rows<T, N>,
    samples: Chunk<T, N>,
}

impl<T: Scalar, const N: usize> Deref for TurnedMut<'_, T, N> {
    type Target = [SVector<T, N>];
    fn deref(&self) -> &[SVector<T, N>] {
        self.samples.samples()
    }
}
impl<T: Scalar, const N: usize> DerefMut for TurnedMut<'_, T, N> {
    fn deref_mut(&mut self) -> &mut [SVector<T, N>] {
        self.samples.samples_mut()
    }
}
impl<T: Scalar, const N: usize> Drop for TurnedMut<'_, T, N> {
    fn drop(&mut self) {
        for (index, sample) in self.samples.samples().iter().enumerate() {
            self.rows.put(index, sample);
        }
    }
}

/// Up to [`CHUNK`] samples, side by side.
#[derive(Clone, Copy, Debug)]
pub enum Side {}

impl Layout for Side {
    type Of<T: Scalar, const N: usize> = Rows<T, N>;
    const IN_ROWS: bool = true;

    #[inline]
    fn run<K: Task>(task: K) -> K::Output {
        run(task)
    }

    #[inline]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &Rows<T, I>,
        z: &mut Rows<T, O>,
    ) {
        z.hold(input.count());
        let layer = (weights.as_slice(), bias.as_slice());
        let shape = shape::<I, O>(input.count());
        T::rows_affine(shape, layer, input.values(), z.values_mut());
    }
    #[inline]
    fn outer<T: Scalar, const I: usize, const O: usize>(
        delta: &Rows<T, O>,
        input: &Rows<T, I>,
        weights: &mut SMatrix<T, O, I>,
        bias: &mut SVector<T, O>,
    ) {
        let gradient = (weights.as_mut_slice(), bias.as_mut_slice());
        let shape = shape::<I, O>(input.count());
        T::rows_outer(shape, delta.values(), input.values(), gradient);
    }
    #[inline]
    fn transposed<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        delta: &Rows<T, O>,
        below: &mut Rows<T, I>,
    ) {
        below.hold(delta.count());
        let shape = shape::<I, O>(delta.count());
        T::rows_transposed(
            shape,
            weights.as_slice(),
            delta.values(),
            below.values_mut(),
        );
    }
}
