//! Samples one after the other.

use super::{Block, Chunk, Layout, Task, is_small, portable, run, shape};
use crate::scalar::Scalar;
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
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &Chunk<T, I>,
    ) -> Chunk<T, O> {
        let mut z = Chunk::blank(input.samples().len());
        if const { is_small(I, O) } {
            portable::affine(weights, bias, input.samples(), z.samples_mut());
            return z;
        }
        let shape = shape::<I, O>(input.samples().len());
        let layer = (weights.as_slice(), bias.as_slice());
        T::affine(shape, layer, input.values(), z.values_mut());
        z
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
    ) -> Chunk<T, I> {
        let mut input = Chunk::blank(delta.samples().len());
        if const { is_small(I, O) } {
            portable::transposed(weights, delta.samples(), input.samples_mut());
            return input;
        }
        let shape = shape::<I, O>(delta.samples().len());
        T::transposed(
            shape,
            weights.as_slice(),
            delta.values(),
            input.values_mut(),
        );
        input
    }
}
