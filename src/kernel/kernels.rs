//! What the kernels are called by: each asks for the level, and checks the lengths.
#![allow(unsafe_code)]

#[cfg(doc)]
use super::CHUNK;
use super::alone::Inner;
use super::level::Level;
use super::products::Shape;
use super::task::{Vectors, Work};
use crate::scalar::Scalar;
use nalgebra::{SMatrix, SVector};

/// The kernels for numbers of this type.
///
/// Those with a level do nothing if their slices are not as long as `shape` says. They are functions of the library, so that a
/// layer's code is a call.
pub trait Kernels: Inner + 'static {
    /// Z = W X + b, raised to at least `floor`: −∞ leaves it as it is, 0 is `relu`
    ///
    /// # Safety
    /// The processor has this level's instructions.
    unsafe fn affine_at(
        level: Level,
        shape: Shape,
        layer: (&[Self], &[Self]),
        input: &[Self],
        z: &mut [Self],
        floor: Self,
    );
    /// ∂L/∂W += δ Xᵀ and ∂L/∂b += Σ δ
    ///
    /// # Safety
    /// As [`affine_at`](Self::affine_at).
    unsafe fn outer_at(
        level: Level,
        shape: Shape,
        delta: &[Self],
        input: &[Self],
        gradient: (&mut [Self], &mut [Self]),
    );
    /// Columns of ∂L/∂W = δ Xᵀ, from that of input `from` on
    ///
    /// # Safety
    /// As [`affine_at`](Self::affine_at).
    unsafe fn slopes_at(
        level: Level,
        shape: Shape,
        delta: &[Self],
        input: &[Self],
        from: usize,
        slopes: &mut [Self],
    );
    /// ∂L/∂X = Wᵀ δ of at most [`CHUNK`] samples
    ///
    /// # Safety
    /// As [`affine_at`](Self::affine_at).
    unsafe fn transposed_at(
        level: Level,
        shape: Shape,
        weights: &[Self],
        delta: &[Self],
        input: &mut [Self],
    );

    /// Z = W X + b, raised to at least `floor`, samples side by side in rows of [`CHUNK`]
    ///
    /// (Functions of their own: one that did both would have the frame of the larger, 8 KB, on a microcontroller
    /// too, where samples never lie so.)
    ///
    /// # Safety
    /// As [`affine_at`](Self::affine_at).
    unsafe fn rows_affine_at(
        level: Level,
        shape: Shape,
        layer: (&[Self], &[Self]),
        input: &[Self],
        z: &mut [Self],
        floor: Self,
    );
    /// ∂L/∂W += δ Xᵀ and ∂L/∂b += Σ δ, samples side by side
    ///
    /// # Safety
    /// As [`affine_at`](Self::affine_at).
    unsafe fn rows_outer_at(
        level: Level,
        shape: Shape,
        delta: &[Self],
        input: &[Self],
        gradient: (&mut [Self], &mut [Self]),
    );
    /// ∂L/∂X = Wᵀ δ, samples side by side
    ///
    /// # Safety
    /// As [`affine_at`](Self::affine_at).
    unsafe fn rows_transposed_at(
        level: Level,
        shape: Shape,
        weights: &[Self],
        delta: &[Self],
        input: &mut [Self],
    );

    /// z = W x + b of one sample
    ///
    /// # Safety
    /// As [`affine_at`](Self::affine_at).
    unsafe fn single_at(
        level: Level,
        shape: Shape,
        layer: (&[Self], &[Self]),
        input: &[Self],
        z: &mut [Self],
    );

    /// Wᵀ δ by W as it is, then W += δ xᵀ and b += δ, of one sample
    ///
    /// # Safety
    /// As [`affine_at`](Self::affine_at).
    unsafe fn both_at(
        level: Level,
        layer: (&mut [Self], &mut [Self]),
        delta: &[Self],
        input: &[Self],
        back: &mut [Self],
    );

    /// As [`single_at`](Self::single_at), for sizes that the compiler knows.
    fn single_affine<S: Vectors, const I: usize, const O: usize>(
        s: S,
        weights: &SMatrix<Self, O, I>,
        bias: &SVector<Self, O>,
        input: &SVector<Self, I>,
        z: &mut SVector<Self, O>,
    );
    /// W += δ xᵀ and b += δ of one sample.
    fn single_outer<S: Vectors, const I: usize, const O: usize>(
        s: S,
        delta: &SVector<Self, O>,
        input: &SVector<Self, I>,
        weights: &mut SMatrix<Self, O, I>,
        bias: &mut SVector<Self, O>,
    );
    /// Wᵀ δ of one sample.
    fn single_transposed<S: Vectors, const I: usize, const O: usize>(
        s: S,
        weights: &SMatrix<Self, O, I>,
        delta: &SVector<Self, O>,
        back: &mut SVector<Self, I>,
    );
    /// Wᵀ δ by W as it is, then W += δ xᵀ and b += δ, of one sample.
    fn single_both<S: Vectors, const I: usize, const O: usize>(
        s: S,
        layer: (&mut SMatrix<Self, O, I>, &mut SVector<Self, O>),
        delta: &SVector<Self, O>,
        input: &SVector<Self, I>,
        back: &mut SVector<Self, I>,
    );

    /// Does other work with vectors of these numbers.
    fn with<S: Vectors, W: Work<Self>>(s: S, work: W) -> W::Output
    where
        Self: Scalar;

    /// Writes NaN to `count` places from `place` on. (Of the library, which may be optimised where the program is not.)
    ///
    /// # Safety
    /// There is room for `count` numbers.
    unsafe fn write_nan(place: *mut Self, count: usize);

    /// z = W x + b of one sample; like all below at the current level, and where sizes do not fit nothing is done.
    fn single(layer: (&[Self], &[Self]), input: &[Self], z: &mut [Self]);
    /// As [`both_at`](Self::both_at).
    fn both(layer: (&mut [Self], &mut [Self]), delta: &[Self], input: &[Self], back: &mut [Self]);
    /// As [`affine_at`](Self::affine_at).
    fn affine(shape: Shape, layer: (&[Self], &[Self]), input: &[Self], z: &mut [Self], floor: Self);
    /// As [`outer_at`](Self::outer_at).
    fn outer(shape: Shape, delta: &[Self], input: &[Self], gradient: (&mut [Self], &mut [Self]));
    /// As [`slopes_at`](Self::slopes_at).
    fn slopes(shape: Shape, delta: &[Self], input: &[Self], from: usize, slopes: &mut [Self]);
    /// As [`rows_affine_at`](Self::rows_affine_at).
    fn rows_affine(
        shape: Shape,
        layer: (&[Self], &[Self]),
        input: &[Self],
        z: &mut [Self],
        floor: Self,
    );
    /// As [`rows_outer_at`](Self::rows_outer_at).
    fn rows_outer(
        shape: Shape,
        delta: &[Self],
        input: &[Self],
        gradient: (&mut [Self], &mut [Self]),
    );
    /// As [`rows_transposed_at`](Self::rows_transposed_at).
    fn rows_transposed(shape: Shape, weights: &[Self], delta: &[Self], input: &mut [Self]);
    /// As [`transposed_at`](Self::transposed_at).
    fn transposed(shape: Shape, weights: &[Self], delta: &[Self], input: &mut [Self]);
}
