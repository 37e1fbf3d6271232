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
//!
//! What that costs, as multiples of the time without the feature, on one core of an Intel Xeon with AVX-512
//! (`ROUNDS=12 benches/reproducible.sh`):
//!
//! | | forward | 32 samples forward | gradient | learn | gradient of 32 | learn from 32 |
//! |---|--:|--:|--:|--:|--:|--:|
//! | 2-3-3-2 | 1.17 | 1.44 | 1.16 | 1.08 | 5.26 | 5.57 |
//! | 4-32-32-3 | 1.90 | 1.61 | 1.40 | 2.04 | 1.90 | 1.91 |
//! | 13-64-64-1, `tanh` | 2.38 | 2.19 | 1.94 | 2.03 | 1.79 | 1.91 |
//! | 784-128-64-10 | 1.75 | 1.64 | 1.27 | 1.28 | 1.70 | 1.96 |
//! | 8-256-256-4 | 1.67 | 1.64 | 1.37 | 1.31 | 1.69 | 1.85 |
//!
//! # How exact they are
//!
//! What the tests hold every pass to, at every level; they read this table. What was found of the functions stands in
//! [`functions`].
//!
#![doc = include_str!("tolerances.md")]

mod alone;
mod by_level;
mod chunk;
mod columns;
mod dispatch;
mod few_rows;
mod finite;
pub mod functions;
mod kernels;
mod known_back;
mod largest;
mod level;
mod one;
mod order;
mod packed;
pub mod portable;
mod product;
mod products;
mod rotated;
mod rotated_back;
mod rows;
mod rows_products;
mod rule;
mod shared;
mod side_at;
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
mod turn;
mod vacant;
mod wide;

pub use chunk::{CHUNK, Chunk};
pub use columns::Columns;
pub(crate) use finite::{AllFinite, all_finite};
#[doc(hidden)]
pub use kernels::Kernels;
pub(crate) use largest::LargestRow;
pub use level::Level;
pub use one::Single;
pub(crate) use one::SingleAt;
pub(crate) use order::REPRODUCIBLE;
#[doc(hidden)]
pub use products::Shape;
pub(crate) use rows::lanes;
pub use rows::{Rows, Side};
pub use rule::{Rule, Update};
pub(crate) use side_at::SideAt;
pub(crate) use task::{Numbers, run_fused, run_here};
pub use task::{Task, Vectors, Work, run};
pub(crate) use turn::{OfRows, ToRows};

use crate::scalar::Scalar;
use crate::values::{Values, ValuesMut};
use core::fmt::Debug;
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use nalgebra::{SMatrix, SVector};

/// How the samples that go through a pass together lie in memory.
pub trait Layout: Copy + Debug + 'static {
    /// `N` values of each sample.
    type Of<T: Scalar, const N: usize>: Block<T, N>;
    /// Whether samples lie side by side, else one after the other.
    const IN_ROWS: bool = false;
    /// Whether there is room for one sample only.
    const IS_SINGLE: bool = false;

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

    /// Shows up to [`CHUNK`] samples in this layout.
    #[inline]
    fn lend<X: Values<T, N>, T: Scalar, const N: usize, R>(
        samples: &[X],
        show: impl FnOnce(&Self::Of<T, N>) -> R,
    ) -> R {
        show(&load::<Self, X, T, N>(samples))
    }

    /// Z = W X + b
    #[inline]
    fn affine<T: Scalar, const I: usize, const O: usize>(
        weights: &SMatrix<T, O, I>,
        bias: &SVector<T, O>,
        input: &Self::Of<T, I>,
        z: &mut Self::Of<T, O>,
    ) {
        z.hold(input.count());
        portable::affine(weights, bias, &input.samples(), &mut z.samples_mut());
    }

    /// The same raised to at least `floor`; says whether it was, or is left to do.
    #[inline(always)]
    fn affine_from<T: Scalar, const I: usize, const O: usize>(
        layer: (&SMatrix<T, O, I>, &SVector<T, O>),
        input: &Self::Of<T, I>,
        z: &mut Self::Of<T, O>,
        _floor: T,
    ) -> bool {
        Self::affine(layer.0, layer.1, input, z);
        false
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
        below: &mut Self::Of<T, I>,
    ) {
        below.hold(delta.count());
        portable::transposed(weights, &delta.samples(), &mut below.samples_mut());
    }

    /// Wᵀ δ, then W += δ Xᵀ and b += δ
    #[inline]
    fn transposed_and_outer<T: Scalar, const I: usize, const O: usize>(
        (weights, bias): (&mut SMatrix<T, O, I>, &mut SVector<T, O>),
        delta: &Self::Of<T, O>,
        input: &Self::Of<T, I>,
        below: &mut Self::Of<T, I>,
    ) {
        Self::transposed(weights, delta, below);
        Self::outer(delta, input, weights, bias);
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
    /// Room in `place` that is filled before it is read, by whoever is given it; what stands there is not said.
    #[inline(always)]
    fn unsaid(place: &mut MaybeUninit<Self>) -> &mut Self {
        place.write(Self::blank(0))
    }
    /// Has room for this many samples from now on; what they are is not said.
    fn hold(&mut self, samples: usize);
    /// How many samples there are.
    fn count(&self) -> usize;
    /// Puts a sample into its place.
    fn put(&mut self, index: usize, sample: &SVector<T, N>);
    /// Writes the samples to as many places, in the layout `L`'s way of running.
    #[inline]
    fn write_to<L: Layout, Y: ValuesMut<T, N>>(&self, places: &mut [Y]) {
        for (place, sample) in places.iter_mut().zip(self.samples().iter()) {
            *place.as_mut_vector() = *sample;
        }
    }
    /// The samples, one vector each.
    fn samples(&self) -> Self::Samples<'_>;
    /// The samples, to be changed.
    fn samples_mut(&mut self) -> Self::SamplesMut<'_>;
    /// All values, as they lie in memory; there may be others between them.
    fn values(&self) -> &[T];
    /// The same, to be changed.
    fn values_mut(&mut self) -> &mut [T];
    /// The same values, sample beside sample: these, or copied to `place`.
    fn in_rows<'a>(&'a self, place: &'a mut Rows<T, N>) -> &'a Rows<T, N> {
        place.fill::<Side, _>(&self.samples());
        place
    }
    /// The rows that they are, if they are.
    #[inline(always)]
    fn as_rows_mut(&mut self) -> Option<&mut Rows<T, N>> {
        None
    }
    /// Takes over the samples of rows.
    fn take_rows(&mut self, rows: &Rows<T, N>) {
        rows.write_to::<Side, _>(&mut self.samples_mut());
    }
}

/// A copy of up to [`CHUNK`] samples.
#[inline]
fn load<L: Layout, X: Values<T, N>, T: Scalar, const N: usize>(samples: &[X]) -> L::Of<T, N> {
    let mut copy = L::Of::<T, N>::blank(samples.len());
    for (index, sample) in samples.iter().enumerate() {
        copy.put(index, sample.as_vector());
    }
    copy
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
pub(crate) fn shape<const I: usize, const O: usize>(samples: usize) -> Shape {
    Shape {
        inputs: I,
        outputs: O,
        samples,
    }
}
