//! Up to 32 samples side by side: for networks whose layers are narrower than a vector.

#![allow(unsafe_code)]

use super::simd::Simd;
use super::task::Numbers;
use super::turn::{OfRows, ToRows};
use super::{Block, CHUNK, Chunk, Layout, Task, run, shape, vacant};
use crate::flat;
use crate::scalar::Scalar;
use crate::values::{Values, ValuesMut};
use core::fmt;
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use nalgebra::{SMatrix, SVector};

/// Value `n` of every sample in row `n`. Rows have room for [`CHUNK`] samples; what stands behind the last is of
/// no sample.
#[repr(C, align(64))]
pub struct Rows<T, const N: usize> {
    rows: MaybeUninit<[[T; CHUNK]; N]>,
    /// Whether they were ever written, or taken for it.
    are_written: bool,
    len: usize,
}

impl<T: Scalar, const N: usize> Rows<T, N> {
    /// Sample `index`.
    #[inline(always)]
    pub fn get(&self, index: usize) -> SVector<T, N> {
        let mut sample = SVector::<T, N>::blank(1);
        for (value, row) in sample.iter_mut().zip(self.rows()) {
            *value = row.get(index).copied().unwrap_or(T::ZERO);
        }
        sample
    }

    /// The rows; none before [`hold`](Block::hold) has made room for them.
    #[inline(always)]
    pub fn rows(&self) -> &[[T; CHUNK]] {
        if !self.are_written {
            return &[];
        }
        // SAFETY: they were written
        unsafe { self.rows.assume_init_ref() }
    }

    /// The rows, to be changed.
    #[inline(always)]
    pub fn rows_mut(&mut self) -> &mut [[T; CHUNK]] {
        if !self.are_written {
            return &mut [];
        }
        // SAFETY: they were written
        unsafe { self.rows.assume_init_mut() }
    }

    /// Takes up to [`CHUNK`] samples over; behind the last the first stands again, so that nothing overflows there
    /// that does not elsewhere.
    #[inline(always)]
    pub fn fill<L: Layout, X: Values<T, N>>(&mut self, samples: &[X]) {
        self.hold(samples.len());
        if let Some(samples) = flat::vectors(samples) {
            L::run(Numbers::task(ToRows {
                samples: flat::values(samples),
                width: N,
                rows: self.rows_mut(),
            }));
            return;
        }
        for index in 0..CHUNK {
            if let Some(sample) = samples.get(index).or(samples.first()) {
                self.put(index, sample.as_vector());
            }
        }
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

impl<T: Scalar, const N: usize> Clone for Rows<T, N> {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<T: Scalar, const N: usize> fmt::Debug for Rows<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&*self.samples()).finish()
    }
}

impl<T: Scalar, const N: usize> Block<T, N> for Rows<T, N> {
    type Samples<'a> = Turned<T, N>;
    type SamplesMut<'a> = TurnedMut<'a, T, N>;

    #[inline(always)]
    fn blank(samples: usize) -> Self {
        let mut rows = Self {
            rows: MaybeUninit::uninit(),
            are_written: false,
            len: 0,
        };
        if samples > 0 {
            rows.hold(samples);
            rows.values_mut().fill(T::ZERO);
        }
        rows
    }
    #[inline(always)]
    fn hold(&mut self, samples: usize) {
        self.len = samples.min(CHUNK);
        if !self.are_written {
            // SAFETY: so many numbers have room in them
            unsafe { vacant::take::<T>(self.rows.as_mut_ptr().cast(), N * CHUNK) };
            self.are_written = true;
        }
    }
    #[inline(always)]
    fn count(&self) -> usize {
        self.len.min(CHUNK)
    }
    #[inline(always)]
    fn put(&mut self, index: usize, sample: &SVector<T, N>) {
        for (row, &value) in self.rows_mut().iter_mut().zip(sample) {
            if let Some(place) = row.get_mut(index) {
                *place = value;
            }
        }
    }
    #[inline(always)]
    fn write_to<L: Layout, Y: ValuesMut<T, N>>(&self, places: &mut [Y]) {
        let places = places.get_mut(..self.count()).unwrap_or_default();
        if let Some(places) = flat::vectors_mut(places) {
            return L::run(Numbers::task(OfRows {
                rows: self.rows(),
                width: N,
                samples: flat::values_mut(places),
            }));
        }
        for (index, place) in places.iter_mut().enumerate() {
            *place.as_mut_vector() = self.get(index);
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
    #[inline(always)]
    fn values(&self) -> &[T] {
        self.rows().as_flattened()
    }
    #[inline(always)]
    fn values_mut(&mut self) -> &mut [T] {
        self.rows_mut().as_flattened_mut()
    }
    #[inline(always)]
    fn in_rows<'a>(&'a self, _: &'a mut Self) -> &'a Self {
        self
    }
    #[inline(always)]
    fn as_rows_mut(&mut self) -> Option<&mut Self> {
        Some(self)
    }
}

/// Vector `lane` of a row.
#[inline(always)]
pub(crate) fn lanes<T: Scalar, S: Simd<T>>(s: S, row: &[T; CHUNK], lane: usize) -> S::V {
    s.read_whole(row.get(lane * S::LANES..).unwrap_or_default())
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
    fn lend<X: Values<T, N>, T: Scalar, const N: usize, R>(
        samples: &[X],
        show: impl FnOnce(&Rows<T, N>) -> R,
    ) -> R {
        let mut rows = Rows::blank(0);
        rows.fill::<Self, _>(samples);
        show(&rows)
    }

    #[inline]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &Rows<T, I>,
        z: &mut Rows<T, O>,
    ) {
        Self::affine_from((weights, bias), input, z, T::NEG_INFINITY);
    }
    #[inline]
    fn affine_from<T: Scalar, const I: usize, const O: usize>(
        (weights, bias): (&SMatrix<T, O, I>, &SVector<T, O>),
        input: &Rows<T, I>,
        z: &mut Rows<T, O>,
        floor: T,
    ) -> bool {
        z.hold(input.count());
        let layer = (weights.as_slice(), bias.as_slice());
        let shape = shape::<I, O>(input.count());
        T::rows_affine(shape, layer, input.values(), z.values_mut(), floor);
        true
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
