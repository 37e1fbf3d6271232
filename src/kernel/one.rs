//! One sample as a layout: its kernels know their sizes, or are those of the library.

use super::simd::Simd;
use super::{Block, Layout, Level, Task, Vectors, in_loops, portable, run, shape, vacant};
use crate::scalar::Scalar;
use crate::values::Values;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::slice;
use nalgebra::{ArrayStorage, SMatrix, SVector};

/// One sample: a plain vector.
#[derive(Clone, Copy, Debug)]
pub enum Single {}

impl Layout for Single {
    type Of<T: Scalar, const N: usize> = SVector<T, N>;
    const IS_SINGLE: bool = true;

    #[inline]
    fn run_wide<K: Task>(task: K) -> K::Output {
        run(task)
    }
    #[inline]
    fn lend<X: Values<T, N>, T: Scalar, const N: usize, R>(
        samples: &[X],
        show: impl FnOnce(&SVector<T, N>) -> R,
    ) -> R {
        match samples.first() {
            Some(sample) => show(sample.as_vector()),
            None => show(&SVector::blank(0)),
        }
    }

    #[inline(always)]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &SVector<T, I>,
        z: &mut SVector<T, O>,
    ) {
        if const { in_loops(I, O) } {
            return portable::affine_alone(weights, bias, input, z);
        }
        let layer = (weights.as_slice(), bias.as_slice());
        T::single(layer, input.as_slice(), z.as_mut_slice());
    }
    #[inline]
    fn outer<T: Scalar, const I: usize, const O: usize>(
        delta: &SVector<T, O>,
        input: &SVector<T, I>,
        weights: &mut SMatrix<T, O, I>,
        bias: &mut SVector<T, O>,
    ) {
        if const { in_loops(I, O) } {
            return portable::outer(delta.samples(), input.samples(), weights, bias);
        }
        let gradient = (weights.as_mut_slice(), bias.as_mut_slice());
        T::outer(
            shape::<I, O>(1),
            delta.as_slice(),
            input.as_slice(),
            gradient,
        );
    }
    #[inline]
    fn transposed<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        delta: &SVector<T, O>,
        below: &mut SVector<T, I>,
    ) {
        if const { in_loops(I, O) } {
            let (delta, below) = (slice::from_ref(delta), slice::from_mut(below));
            portable::transposed(weights, delta, below);
        } else {
            let (weights, delta) = (weights.as_slice(), delta.as_slice());
            T::transposed(shape::<I, O>(1), weights, delta, below.as_mut_slice());
        }
    }
    #[inline]
    fn transposed_and_outer<T: Scalar, const I: usize, const O: usize>(
        (weights, bias): (&mut SMatrix<T, O, I>, &mut SVector<T, O>),
        delta: &SVector<T, O>,
        input: &SVector<T, I>,
        below: &mut SVector<T, I>,
    ) {
        if const { in_loops(I, O) } {
            return portable::both((weights, bias), delta, input, below);
        }
        let layer = (weights.as_mut_slice(), bias.as_mut_slice());
        T::both(
            layer,
            delta.as_slice(),
            input.as_slice(),
            below.as_mut_slice(),
        );
    }
}

/// One sample, with the vectors `S`. To be run in a [`Task`] only, hence not public.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SingleAt<S>(PhantomData<S>);

impl<S: Vectors> SingleAt<S> {
    #[inline(always)]
    fn vectors() -> S {
        // SAFETY: only tasks run in this layout, with the `S` that they were given
        #[allow(unsafe_code)]
        unsafe {
            <S as Simd<f32>>::assume()
        }
    }
}

impl<S: Vectors> Layout for SingleAt<S> {
    type Of<T: Scalar, const N: usize> = SVector<T, N>;
    const IS_SINGLE: bool = true;

    #[inline(always)]
    fn run<K: Task>(task: K) -> K::Output {
        task.run(Self::vectors())
    }
    #[inline(always)]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &SVector<T, I>,
        z: &mut SVector<T, O>,
    ) {
        T::single_affine(Self::vectors(), weights, bias, input, z);
    }
    #[inline(always)]
    fn outer<T: Scalar, const I: usize, const O: usize>(
        delta: &SVector<T, O>,
        input: &SVector<T, I>,
        weights: &mut SMatrix<T, O, I>,
        bias: &mut SVector<T, O>,
    ) {
        T::single_outer(Self::vectors(), delta, input, weights, bias);
    }
    #[inline(always)]
    fn transposed<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        delta: &SVector<T, O>,
        below: &mut SVector<T, I>,
    ) {
        T::single_transposed(Self::vectors(), weights, delta, below);
    }
    #[inline(always)]
    fn transposed_and_outer<T: Scalar, const I: usize, const O: usize>(
        layer: (&mut SMatrix<T, O, I>, &mut SVector<T, O>),
        delta: &SVector<T, O>,
        input: &SVector<T, I>,
        below: &mut SVector<T, I>,
    ) {
        T::single_both(Self::vectors(), layer, delta, input, below);
    }
}

impl<T: Scalar, const N: usize> Block<T, N> for SVector<T, N> {
    type Samples<'a> = &'a [SVector<T, N>];
    type SamplesMut<'a> = &'a mut [SVector<T, N>];

    #[inline]
    fn blank(_: usize) -> Self {
        SVector::from_array_storage(ArrayStorage([[T::ZERO; N]]))
    }
    /// A microcontroller need not fill a place that kernels fill; a small one lives in registers, and where there are
    /// vectors most do.
    #[inline(always)]
    fn unsaid(place: &mut MaybeUninit<Self>) -> &mut Self {
        let in_registers = const { N < 16 || Level::HAS_VECTORS };
        if in_registers && !cfg!(debug_assertions) {
            return place.write(Self::blank(0));
        }
        // SAFETY: there is room for `N` numbers, which are taken as written
        #[allow(unsafe_code)]
        unsafe {
            vacant::take::<T>(place.as_mut_ptr().cast(), N);
            place.assume_init_mut()
        }
    }
    #[inline]
    fn hold(&mut self, _: usize) {}
    #[inline]
    fn count(&self) -> usize {
        1
    }
    #[inline]
    fn put(&mut self, _: usize, sample: &SVector<T, N>) {
        *self = *sample;
    }
    #[inline]
    fn samples(&self) -> &[SVector<T, N>] {
        slice::from_ref(self)
    }
    #[inline]
    fn samples_mut(&mut self) -> &mut [SVector<T, N>] {
        slice::from_mut(self)
    }
    #[inline]
    fn values(&self) -> &[T] {
        self.as_slice()
    }
    #[inline]
    fn values_mut(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }
}
