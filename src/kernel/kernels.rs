//! What the kernels are called by: each checks the lengths, and asks for the level.
#![allow(unsafe_code)]

use super::CHUNK;
use super::alone::Inner;
use super::level::Level;
use super::products::Shape;
use super::task::{Vectors, Work};
use crate::scalar::Scalar;
use nalgebra::{SMatrix, SVector};

/// The kernels for numbers of this type, for samples that lie one after the other.
pub trait Kernels: Inner + 'static {
    /// Z = W X + b, raised to at least `floor`: −∞ leaves it as it is, 0 is `relu`
    ///
    /// # Safety
    /// The slices are as long as `shape` says; the processor has this level's instructions.
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
    /// δ and X are as long as `shape` says; `slopes` are whole columns, no more than there are.
    unsafe fn slopes_at(
        level: Level,
        shape: Shape,
        delta: &[Self],
        input: &[Self],
        from: usize,
        slopes: &mut [Self],
    );
    /// ∂L/∂X = Wᵀ δ
    ///
    /// # Safety
    /// As [`affine_at`](Self::affine_at); there are at most [`CHUNK`] samples.
    unsafe fn transposed_at(
        level: Level,
        shape: Shape,
        weights: &[Self],
        delta: &[Self],
        input: &mut [Self],
    );

    /// Z = W X + b, raised to at least `floor`, samples side by side
    ///
    /// (Functions of their own: one that did both would have the frame of the larger, 8 KB, on a microcontroller
    /// too, where samples never lie so.)
    ///
    /// # Safety
    /// X and Z have rows of [`CHUNK`]; else as [`affine_at`](Self::affine_at).
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
    /// As [`rows_affine_at`](Self::rows_affine_at).
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
    /// As [`rows_affine_at`](Self::rows_affine_at).
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
    /// As [`affine_at`](Self::affine_at), with one sample.
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
    /// The processor has this level's instructions.
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

    /// z = W x + b of one sample; does nothing if the slices are not of this layer.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
    fn single((weights, bias): (&[Self], &[Self]), input: &[Self], z: &mut [Self]) {
        let shape = Shape {
            inputs: input.len(),
            outputs: z.len(),
            samples: 1,
        };
        if shape.fits(weights, bias, input, z) {
            // SAFETY: the lengths were looked at; the current level is available
            unsafe { Self::single_at(Level::current(), shape, (weights, bias), input, z) }
        }
    }
    /// Wᵀ δ by W as it is, then W += δ xᵀ and b += δ, of one sample; does nothing if the slices do not fit.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
    fn both(layer: (&mut [Self], &mut [Self]), delta: &[Self], input: &[Self], back: &mut [Self]) {
        // SAFETY: the current level is available
        unsafe { Self::both_at(Level::current(), layer, delta, input, back) }
    }
    /// Z = W X + b, raised to at least `floor`; does nothing if the slices are not as long as `shape` says.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
    fn affine(
        shape: Shape,
        (weights, bias): (&[Self], &[Self]),
        input: &[Self],
        z: &mut [Self],
        floor: Self,
    ) {
        if shape.fits(weights, bias, input, z) {
            // SAFETY: the lengths were looked at; the current level is available
            unsafe { Self::affine_at(Level::current(), shape, (weights, bias), input, z, floor) }
        }
    }
    /// ∂L/∂W += δ Xᵀ and ∂L/∂b += Σ δ; does nothing if the slices are not as long as `shape` says.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
    fn outer(
        shape: Shape,
        delta: &[Self],
        input: &[Self],
        (weights, bias): (&mut [Self], &mut [Self]),
    ) {
        if shape.fits(weights, bias, input, delta) {
            // SAFETY: as above
            unsafe { Self::outer_at(Level::current(), shape, delta, input, (weights, bias)) }
        }
    }
    /// Columns of ∂L/∂W = δ Xᵀ, from that of input `from` on; does nothing if the slices do not fit.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
    fn slopes(shape: Shape, delta: &[Self], input: &[Self], from: usize, slopes: &mut [Self]) {
        let Shape {
            inputs,
            outputs,
            samples,
        } = shape;
        let columns = slopes.len().checked_div(outputs).unwrap_or(0);
        let fits = slopes.len() == columns * outputs
            && columns <= inputs.saturating_sub(from)
            && inputs.checked_mul(samples) == Some(input.len())
            && outputs.checked_mul(samples) == Some(delta.len());
        if fits {
            // SAFETY: the lengths were looked at; the current level is available
            unsafe { Self::slopes_at(Level::current(), shape, delta, input, from, slopes) }
        }
    }
    /// Z = W X + b, raised to at least `floor`, samples side by side; does nothing if the slices are not as long as `shape` says.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
    fn rows_affine(
        shape: Shape,
        (weights, bias): (&[Self], &[Self]),
        input: &[Self],
        z: &mut [Self],
        floor: Self,
    ) {
        if shape.fits_rows(weights, bias, input, z) {
            let (level, layer) = (Level::current(), (weights, bias));
            // SAFETY: the lengths were looked at; the current level is available
            unsafe { Self::rows_affine_at(level, shape, layer, input, z, floor) }
        }
    }
    /// ∂L/∂W += δ Xᵀ and ∂L/∂b += Σ δ, samples side by side; does nothing if the slices do not fit.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
    fn rows_outer(
        shape: Shape,
        delta: &[Self],
        input: &[Self],
        (weights, bias): (&mut [Self], &mut [Self]),
    ) {
        if shape.fits_rows(weights, bias, input, delta) {
            // SAFETY: as above
            unsafe { Self::rows_outer_at(Level::current(), shape, delta, input, (weights, bias)) }
        }
    }
    /// ∂L/∂X = Wᵀ δ, samples side by side; does nothing if the slices do not fit.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
    fn rows_transposed(shape: Shape, weights: &[Self], delta: &[Self], input: &mut [Self]) {
        let bias = delta.get(..shape.outputs).unwrap_or(&[]);
        if shape.fits_rows(weights, bias, input, delta) {
            // SAFETY: as above
            unsafe { Self::rows_transposed_at(Level::current(), shape, weights, delta, input) }
        }
    }
    /// ∂L/∂X = Wᵀ δ; does nothing if the slices are not as long as `shape` says.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
    #[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
    fn transposed(shape: Shape, weights: &[Self], delta: &[Self], input: &mut [Self]) {
        if shape.fits(
            weights,
            delta.get(..shape.outputs).unwrap_or(&[]),
            input,
            delta,
        ) && shape.samples <= CHUNK
        {
            // SAFETY: as above
            unsafe { Self::transposed_at(Level::current(), shape, weights, delta, input) }
        }
    }
}
