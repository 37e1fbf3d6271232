//! The products that passes are made of, for one sample and for up to [`CHUNK`] at once.
//!
//! A pass is written once, over a [`Layout`]; the layout says how samples lie in memory and which
//! kernels work on them. The register tile (`tile`) computes all three for many
//! samples, at every [`Level`]; `portable` has the loops for one sample.
//!
//! # The same bits everywhere
//!
//! With the feature `reproducible` all passes, losses and optimisers give the same bits on every processor, at every
//! level, with and without `std`. Processors without vectors (microcontrollers, WebAssembly) give these bits
//! with the feature and without it, and so does every processor with `RUSTFLAGS='--cfg typed_nn_level="portable"'`, one number at
//! a time. Only which bits a NaN has is left open.
//!
//! Every product is rounded before it is added, nothing is fused, and elementary functions are made of the same operations at
//! every level. Vectors hold outputs, inputs or samples side by side, so that each sum runs in one order:
//!
//! | sum | begins with | terms |
//! |---|---|---|
//! | zₒ = bₒ + Σᵢ wₒᵢ xᵢ | the bias | from the first input to the last |
//! | ∂L/∂wₒᵢ += Σₛ δₒₛ xᵢₛ, ∂L/∂bₒ += Σₛ δₒₛ | what is there | from the first sample to the last |
//! | ∂L/∂xᵢ = Σₒ wₒᵢ δₒ of at least four samples at once, in a layer of at least 32 weights | 0 | from the first output to the last |
//! | the same of fewer samples, or in a smaller layer | 0 | eight partial sums: term o goes to sum o mod 8, from the first on; then the upper half of the sums is added to the lower, until one is left |
//! | the loss of a batch, and its metric | 0 | from the first sample to the last, by Kahan's summation |
//!
//! A batch goes through in chunks of [`CHUNK`] samples, the last with what is left; a gradient is added to what the chunk before has left.

mod alone;
mod chunk;
mod dispatch;
mod finite;
pub mod functions;
mod level;
mod order;
pub mod portable;
mod products;
mod rows;
mod rows_products;
mod rule;
pub mod simd;
mod single;
mod single_back;
mod sparse;
mod task;
#[cfg(test)]
mod tests;
mod tile;
mod transpose;
mod transposed;
mod wide;

pub use chunk::{CHUNK, Chunk};
#[doc(hidden)]
pub use dispatch::Kernels;
pub(crate) use finite::all_finite;
pub use level::Level;
pub(crate) use order::REPRODUCIBLE;
#[doc(hidden)]
pub use products::Shape;
pub use rows::{Rows, Side};
pub use rule::{Rule, Update};
pub(crate) use task::run_fused;
pub use task::{Task, Vectors, run};

use crate::scalar::Scalar;
use core::fmt::Debug;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use core::slice;
use nalgebra::{ArrayStorage, SMatrix, SVector};
use simd::Simd;

/// How the samples that go through a pass together lie in memory.
pub trait Layout: Copy + Debug + 'static {
    /// `N` values of each sample.
    type Of<T: Scalar, const N: usize>: Block<T, N>;
    /// Whether samples lie side by side, else one after the other.
    const IN_ROWS: bool = false;

    /// Runs what is to be done with values in this layout: for one sample in plain Rust.
    #[inline(always)]
    fn run<K: Task>(task: K) -> K::Output {
        task.run(simd::Portable)
    }

    /// The same of so many values that it pays to ask the processor for its vectors.
    #[inline(always)]
    fn run_wide<K: Task>(task: K) -> K::Output {
        Self::run(task)
    }

    /// Z = W X + b
    #[inline]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &Self::Of<T, I>,
    ) -> Self::Of<T, O> {
        let mut z = Self::Of::blank(input.count());
        portable::affine(weights, bias, &input.samples(), &mut z.samples_mut());
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
        portable::outer(&delta.samples(), &input.samples(), weights, bias);
    }

    /// ∂L/∂X = Wᵀ δ
    #[inline]
    fn transposed<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        delta: &Self::Of<T, O>,
    ) -> Self::Of<T, I> {
        let mut input = Self::Of::blank(delta.count());
        portable::transposed(weights, &delta.samples(), &mut input.samples_mut());
        input
    }

    /// Wᵀ δ, then W += δ Xᵀ and b += δ
    #[inline]
    fn transposed_and_outer<T: Scalar, const I: usize, const O: usize>(
        weights: &mut SMatrix<T, O, I>,
        bias: &mut SVector<T, O>,
        delta: &Self::Of<T, O>,
        input: &Self::Of<T, I>,
    ) -> Self::Of<T, I> {
        let back = Self::transposed(weights, delta);
        Self::outer(delta, input, weights, bias);
        back
    }
}

/// `N` values of each sample of a pass.
pub trait Block<T: Scalar, const N: usize>: Clone + Debug {
    /// The samples to look at, one vector each.
    type Samples<'a>: Deref<Target = [SVector<T, N>]>
    where
        Self: 'a;
    /// The samples to change; what is changed is there when this goes out of scope.
    type SamplesMut<'a>: DerefMut<Target = [SVector<T, N>]>
    where
        Self: 'a;

    /// All zero, for this many samples: 1, or at most [`CHUNK`].
    fn blank(samples: usize) -> Self;
    /// How many samples there are.
    fn count(&self) -> usize;
    /// Puts a sample into its place.
    fn put(&mut self, index: usize, sample: &SVector<T, N>);
    /// Shows the samples, from the first to the last.
    fn each(&self, show: impl FnMut(SVector<T, N>));
    /// The samples, one vector each.
    fn samples(&self) -> Self::Samples<'_>;
    /// The samples, to be changed.
    fn samples_mut(&mut self) -> Self::SamplesMut<'_>;
    /// All values, as they lie in memory; there may be others between them.
    fn values(&self) -> &[T];
    /// The same, to be changed.
    fn values_mut(&mut self) -> &mut [T];
    /// Takes over what `fill` puts into rows that are blank.
    fn fill_rows<R>(&mut self, fill: impl FnOnce(&mut Rows<T, N>) -> R) -> R {
        let mut rows = Rows::blank(self.count());
        let result = fill(&mut rows);
        for (index, sample) in self.samples_mut().iter_mut().enumerate() {
            *sample = rows.get(index);
        }
        result
    }
    /// Shows the same values, sample beside sample.
    fn in_rows<R>(&self, show: impl FnOnce(&Rows<T, N>) -> R) -> R {
        let mut rows = Rows::blank(self.count());
        for (index, sample) in self.samples().iter().enumerate() {
            rows.put(index, sample);
        }
        show(&rows)
    }
}

/// One sample: a plain vector.
#[derive(Clone, Copy, Debug)]
pub enum Single {}

impl Layout for Single {
    type Of<T: Scalar, const N: usize> = SVector<T, N>;

    #[inline]
    fn run_wide<K: Task>(task: K) -> K::Output {
        run(task)
    }

    #[inline(always)]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &SVector<T, I>,
    ) -> SVector<T, O> {
        if const { in_loops(I, O) } {
            return portable::affine_alone(weights, bias, input);
        }
        let mut z = SVector::<T, O>::blank(1);
        let layer = (weights.as_slice(), bias.as_slice());
        T::single(layer, input.as_slice(), z.as_mut_slice());
        z
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
    ) -> SVector<T, I> {
        let mut input = SVector::<T, I>::blank(1);
        if const { in_loops(I, O) } {
            let (delta, input) = (slice::from_ref(delta), slice::from_mut(&mut input));
            portable::transposed(weights, delta, input);
        } else {
            let (weights, delta) = (weights.as_slice(), delta.as_slice());
            T::transposed(shape::<I, O>(1), weights, delta, input.as_mut_slice());
        }
        input
    }
    #[inline]
    fn transposed_and_outer<T: Scalar, const I: usize, const O: usize>(
        weights: &mut SMatrix<T, O, I>,
        bias: &mut SVector<T, O>,
        delta: &SVector<T, O>,
        input: &SVector<T, I>,
    ) -> SVector<T, I> {
        let mut back = SVector::<T, I>::blank(1);
        if const { in_loops(I, O) } {
            portable::both((weights, bias), delta, input, &mut back);
            return back;
        }
        let layer = (weights.as_mut_slice(), bias.as_mut_slice());
        T::both(
            layer,
            delta.as_slice(),
            input.as_slice(),
            back.as_mut_slice(),
        );
        back
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

    #[inline(always)]
    fn run<K: Task>(task: K) -> K::Output {
        task.run(Self::vectors())
    }
    #[inline(always)]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &SVector<T, I>,
    ) -> SVector<T, O> {
        T::single_affine(Self::vectors(), weights, bias, input)
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
    ) -> SVector<T, I> {
        let mut back = SVector::<T, I>::blank(1);
        T::single_transposed(Self::vectors(), weights, delta, &mut back);
        back
    }
    #[inline(always)]
    fn transposed_and_outer<T: Scalar, const I: usize, const O: usize>(
        weights: &mut SMatrix<T, O, I>,
        bias: &mut SVector<T, O>,
        delta: &SVector<T, O>,
        input: &SVector<T, I>,
    ) -> SVector<T, I> {
        let mut back = SVector::<T, I>::blank(1);
        let layer = (weights, bias);
        T::single_both(Self::vectors(), layer, delta, input, &mut back);
        back
    }
}

impl<T: Scalar, const N: usize> Block<T, N> for SVector<T, N> {
    type Samples<'a> = &'a [SVector<T, N>];
    type SamplesMut<'a> = &'a mut [SVector<T, N>];

    #[inline]
    fn blank(_: usize) -> Self {
        SVector::from_array_storage(ArrayStorage([[T::ZERO; N]]))
    }
    #[inline]
    fn count(&self) -> usize {
        1
    }
    #[inline]
    fn put(&mut self, _: usize, sample: &SVector<T, N>) {
        *self = *sample;
    }
    #[inline]
    fn each(&self, mut show: impl FnMut(SVector<T, N>)) {
        show(*self);
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

/// Up to [`CHUNK`] samples, one after the other: the memory of the user's `&[[T; N]]`.
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

/// From how many values on it pays to ask the processor for its vectors.
pub(crate) const WIDE: usize = 16;

/// Whether a layer is better served by loops that know its sizes than by the register tile.
const fn is_small(inputs: usize, outputs: usize) -> bool {
    inputs * outputs < 32
}

/// Whether loops that know the sizes serve a single sample best: in small layers, and where there are
/// no vectors. On a microcontroller the tile is then not even linked.
const fn in_loops(inputs: usize, outputs: usize) -> bool {
    is_small(inputs, outputs) || !Level::HAS_VECTORS
}

/// The sizes of a dense layer that `samples` go through.
#[inline]
fn shape<const I: usize, const O: usize>(samples: usize) -> Shape {
    Shape {
        inputs: I,
        outputs: O,
        samples,
    }
}
