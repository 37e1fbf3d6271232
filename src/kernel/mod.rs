//! The products that passes are made of, for one sample and for up to [`CHUNK`] at once.
//!
//! A pass is written once, over a [`Layout`]; the layout says how samples lie in memory and which
//! kernels work on them. `portable` is the specification of what every kernel computes.

mod chunk;
pub mod portable;
pub mod simd;

pub use chunk::{CHUNK, Chunk};

use crate::scalar::Scalar;
use core::fmt::Debug;
use nalgebra::{ArrayStorage, SMatrix, SVector};

/// How the samples that go through a pass together lie in memory.
pub trait Layout: Copy + Debug + 'static {
    /// `N` values of each sample.
    type Of<T: Scalar, const N: usize>: Block<T, N>;

    /// Z = W X + b
    #[inline]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &Self::Of<T, I>,
    ) -> Self::Of<T, O> {
        let mut z = Self::Of::blank(input.samples().len());
        portable::affine(weights, bias, input.samples(), z.samples_mut());
        z
    }

    /// ∂L/∂W += δ Xᵀ and ∂L/∂b += δ, summed over the samples.
    #[inline]
    fn outer<T: Scalar, const I: usize, const O: usize>(
        delta: &Self::Of<T, O>,
        input: &Self::Of<T, I>,
        weights: &mut SMatrix<T, O, I>,
        bias: &mut SVector<T, O>,
    ) {
        portable::outer(delta.samples(), input.samples(), weights, bias);
    }

    /// ∂L/∂X = Wᵀ δ
    #[inline]
    fn transposed<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        delta: &Self::Of<T, O>,
    ) -> Self::Of<T, I> {
        let mut input = Self::Of::blank(delta.samples().len());
        portable::transposed(weights, delta.samples(), input.samples_mut());
        input
    }
}

/// `N` values of each sample of a pass.
pub trait Block<T: Scalar, const N: usize>: Clone + Debug {
    /// All zero, for this many samples: 1, or at most [`CHUNK`].
    fn blank(samples: usize) -> Self;
    /// The samples, one vector each.
    fn samples(&self) -> &[SVector<T, N>];
    /// The samples, to be changed.
    fn samples_mut(&mut self) -> &mut [SVector<T, N>];
}

/// One sample: a plain vector.
#[derive(Clone, Copy, Debug)]
pub enum Single {}

impl Layout for Single {
    type Of<T: Scalar, const N: usize> = SVector<T, N>;
}

impl<T: Scalar, const N: usize> Block<T, N> for SVector<T, N> {
    #[inline]
    fn blank(_: usize) -> Self {
        SVector::from_array_storage(ArrayStorage([[T::ZERO; N]]))
    }
    #[inline]
    fn samples(&self) -> &[SVector<T, N>] {
        core::slice::from_ref(self)
    }
    #[inline]
    fn samples_mut(&mut self) -> &mut [SVector<T, N>] {
        core::slice::from_mut(self)
    }
}

/// Up to [`CHUNK`] samples, one after the other: the memory of the user's `&[[T; N]]`.
#[derive(Clone, Copy, Debug)]
pub enum Columns {}

impl Layout for Columns {
    type Of<T: Scalar, const N: usize> = Chunk<T, N>;
}
