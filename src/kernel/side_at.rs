//! Samples side by side as a layout whose kernels know their sizes, and with what vectors they run: for layers of a few
//! weights, whose products are plain loops. (The register tile, inlined for each layer, would take the compiler minutes.)
#![allow(unsafe_code)]

use super::rows::lanes;
use super::simd::Simd;
use super::{Block, CHUNK, Layout, REPRODUCIBLE, Rows, Side, Task, Vectors, Work, rows_products};
use crate::scalar::Scalar;
use core::marker::PhantomData;
use nalgebra::{SMatrix, SVector};

/// Up to [`CHUNK`] samples, side by side, with the vectors `S`. To be run in a [`Task`] only, hence not public.
///
/// Whole rows go through. What is behind the last sample is of no sample: its inputs are those of the first, its δ is 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SideAt<S>(PhantomData<S>);

/// Up to how many outputs a layer's weights are summed up by lanes.
const FEW: usize = 8;

impl<S: Vectors> SideAt<S> {
    #[inline(always)]
    fn vectors() -> S {
        // SAFETY: only tasks run in this layout, with the `S` that they were given
        unsafe { <S as Simd<f32>>::assume() }
    }
}

impl<S: Vectors> Layout for SideAt<S> {
    type Of<T: Scalar, const N: usize> = Rows<T, N>;
    const IN_ROWS: bool = true;

    #[inline(always)]
    fn run<K: Task>(task: K) -> K::Output {
        task.run(Self::vectors())
    }
    #[inline(always)]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &Rows<T, I>,
        z: &mut Rows<T, O>,
    ) {
        Self::affine_from((weights, bias), input, z, T::NEG_INFINITY);
    }
    #[inline(always)]
    fn affine_from<T: Scalar, const I: usize, const O: usize>(
        (weights, bias): (&SMatrix<T, O, I>, &SVector<T, O>),
        input: &Rows<T, I>,
        z: &mut Rows<T, O>,
        floor: T,
    ) -> bool {
        z.hold(input.count());
        let affine = Affine {
            outputs: O,
            layer: (weights.as_slice(), bias.as_slice()),
            input: input.values(),
            z: z.values_mut(),
            floor,
        };
        let fits = affine.input.len() == I * CHUNK && affine.z.len() == O * CHUNK;
        if fits {
            T::with(Self::vectors(), affine);
        }
        fits
    }
    #[inline(always)]
    fn outer<T: Scalar, const I: usize, const O: usize>(
        delta: &Rows<T, O>,
        input: &Rows<T, I>,
        weights: &mut SMatrix<T, O, I>,
        bias: &mut SVector<T, O>,
    ) {
        let outer = Outer {
            delta: delta.values(),
            input: input.values(),
            gradient: (weights.as_mut_slice(), bias.as_mut_slice()),
        };
        let fits = outer.input.len() == I * CHUNK && outer.delta.len() == O * CHUNK;
        if fits && const { !REPRODUCIBLE && O <= FEW } {
            T::with(Self::vectors(), outer);
        } else {
            Side::outer(delta, input, weights, bias);
        }
    }
    #[inline(always)]
    fn transposed<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        delta: &Rows<T, O>,
        below: &mut Rows<T, I>,
    ) {
        below.hold(delta.count());
        let transposed = Transposed {
            outputs: O,
            weights: weights.as_slice(),
            delta: delta.values(),
            below: below.values_mut(),
        };
        let fits = transposed.below.len() == I * CHUNK && transposed.delta.len() == O * CHUNK;
        if fits && !REPRODUCIBLE {
            T::with(Self::vectors(), transposed);
        } else {
            Side::transposed(weights, delta, below);
        }
    }
}

struct Affine<'a, T> {
    outputs: usize,
    layer: (&'a [T], &'a [T]),
    input: &'a [T],
    z: &'a mut [T],
    floor: T,
}

impl<T: Scalar> Work<T> for Affine<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        let (weights, bias) = self.layer;
        let floor = s.splat(self.floor);
        let (x, _) = self.input.as_chunks::<CHUNK>();
        let (z, _) = self.z.as_chunks_mut::<CHUNK>();
        for ((o, &b), z) in bias.iter().enumerate().zip(z) {
            for (lane, z) in z.chunks_exact_mut(S::LANES).enumerate() {
                let mut sum = s.splat(b);
                for (i, x) in x.iter().enumerate() {
                    let &w = weights.get(i * self.outputs + o).unwrap_or(&T::ZERO);
                    sum = s.mul_add(lanes(s, x, lane), s.splat(w), sum);
                }
                s.write_whole(s.max(floor, sum), z);
            }
        }
    }
}

struct Outer<'a, T> {
    delta: &'a [T],
    input: &'a [T],
    gradient: (&'a mut [T], &'a mut [T]),
}

impl<T: Scalar> Work<T> for Outer<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        // SAFETY: the lengths were looked at
        unsafe { rows_products::by_lanes(s, CHUNK, self.delta, self.input, self.gradient) }
    }
}

struct Transposed<'a, T> {
    outputs: usize,
    weights: &'a [T],
    delta: &'a [T],
    below: &'a mut [T],
}

impl<T: Scalar> Work<T> for Transposed<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        let (delta, _) = self.delta.as_chunks::<CHUNK>();
        let (below, _) = self.below.as_chunks_mut::<CHUNK>();
        for (i, below) in below.iter_mut().enumerate() {
            for (lane, below) in below.chunks_exact_mut(S::LANES).enumerate() {
                let mut sum = s.zero();
                for (o, delta) in delta.iter().enumerate() {
                    let &w = self.weights.get(i * self.outputs + o).unwrap_or(&T::ZERO);
                    sum = s.mul_add(lanes(s, delta, lane), s.splat(w), sum);
                }
                s.write_whole(sum, below);
            }
        }
    }
}
