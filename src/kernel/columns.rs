//! Samples one after the other.

use super::{Block, Chunk, Layout, Level, Task, is_small, load, portable, run, shape};
use crate::scalar::Scalar;
use crate::values::Values;
use nalgebra::{SMatrix, SVector};

/// Up to [`CHUNK`](super::CHUNK) samples, one after the other: the memory of the user's `&[[T; N]]`.
#[derive(Clone, Copy, Debug)]
pub enum Columns {}

impl Layout for Columns {
    type Of<T: Scalar, const N: usize> = Chunk<T, N>;

    #[inline]
    fn run<K: Task>(task: K) -> K::Output {
        run(task)
    }
    #[inline]
    fn lend<X: Values<T, N>, T: Scalar, const N: usize, R>(
        samples: &[X],
        show: impl FnOnce(&Chunk<T, N>) -> R,
    ) -> R {
        match crate::flat::vectors(samples) {
            Some(vectors) => Chunk::lend(vectors, show),
            None => show(&load::<Self, X, T, N>(samples)),
        }
    }

    #[inline]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &Chunk<T, I>,
        z: &mut Chunk<T, O>,
    ) {
        Self::affine_from((weights, bias), input, z, T::NEG_INFINITY);
    }
    #[inline]
    fn affine_from<T: Scalar, const I: usize, const O: usize>(
        (weights, bias): (&SMatrix<T, O, I>, &SVector<T, O>),
        input: &Chunk<T, I>,
        z: &mut Chunk<T, O>,
        floor: T,
    ) -> bool {
        z.hold(input.count());
        if const { is_small(I, O) } {
            portable::affine(weights, bias, input.samples(), z.samples_mut());
            return false;
        }
        let shape = shape::<I, O>(input.samples().len());
        let layer = (weights.as_slice(), bias.as_slice());
        T::affine(shape, layer, input.values(), z.values_mut(), floor);
        Level::HAS_VECTORS
    }
    #[inline]
    fn outer<T: Scalar, const I: usize, const O: usize>(
        delta: &Chunk<T, O>,
        input: &Chunk<T, I>,
        weights: &mut SMatrix<T, O, I>,
        bias: &mut SVector<T, O>,
    ) {
        if const { is_small(I, O) } {
            return portable::outer(delta.samples(), input.samples(), weights, bias);
        }
        let shape = shape::<I, O>(input.samples().len());
        let gradient = (weights.as_mut_slice(), bias.as_mut_slice());
        T::outer(shape, delta.values(), input.values(), gradient);
    }
    #[inline]
    fn transposed<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        delta: &Chunk<T, O>,
        below: &mut Chunk<T, I>,
    ) {
        below.hold(delta.count());
        if const { is_small(I, O) } {
            return portable::transposed(weights, delta.samples(), below.samples_mut());
        }
        let shape = shape::<I, O>(delta.samples().len());
        T::transposed(
            shape,
            weights.as_slice(),
            delta.values(),
            below.values_mut(),
        );
    }
}
