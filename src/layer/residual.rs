//! The residual block.

use super::{Descent, Empty, Layer, Shape};
use crate::activation::{Activated, Hidden, linear};
use crate::flat::{Parameters, Zeroed};
use crate::init::Initializer;
use crate::kernel::{Block, Layout};
use crate::noise::Noise;
use crate::part::Part;
use crate::rng::Rng;
use crate::scalar::Scalar;

/// Layers with a connection that skips them: y = F(x) + x, written `{ relu 8 => linear 4 } + skip`.
///
/// ∂L/∂x = (∂F/∂x)ᵀ ∂L/∂y + ∂L/∂y. He et al., "Deep Residual Learning", CVPR 2016.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Residual<F> {
    /// The layers within the braces.
    pub layers: F,
}

/// The trace of a [`Residual`] block.
#[derive(Clone, Debug)]
pub struct ResidualTrace<L: Layout, F, T: Scalar, const N: usize> {
    /// The trace of the layers within.
    pub layers: F,
    sum: Activated<L, linear, T, N>,
}

// SAFETY: `repr(transparent)` over a type for which the contract holds.
#[allow(unsafe_code)]
unsafe impl<F: Parameters> Parameters for Residual<F> {
    type Scalar = F::Scalar;
    const PARAMS: usize = F::PARAMS;

    fn each_part(visit: &mut dyn FnMut(Part)) {
        F::each_part(visit);
    }
}

// SAFETY: as above.
#[allow(unsafe_code)]
unsafe impl<F: Zeroed> Zeroed for Residual<F> {
    const ZERO: Self = Self { layers: F::ZERO };
}

impl<L: Layout, F: Empty, T: Scalar, const N: usize> Empty for ResidualTrace<L, F, T, N> {
    #[inline(always)]
    fn empty() -> Self {
        Self {
            layers: F::empty(),
            sum: Activated::empty(),
        }
    }
}

impl<F, T: Scalar, const N: usize> Layer<T, N, N> for Residual<F>
where
    F: Layer<T, N, N>,
    F::Activation: Hidden,
{
    type Activation = linear;
    type Trace<L: Layout> = ResidualTrace<L, F::Trace<L>, T, N>;
    type Extent = F::Extent;
    type Gradient = Residual<F::Gradient>;
    type Biases = F::Biases;
    const PARAMS: usize = F::PARAMS;
    const MACS: usize = F::MACS;
    const SHAPE: Shape = F::SHAPE;
    const ZERO: Self = Self { layers: F::ZERO };

    fn init_with(&mut self, initializer: Option<Initializer>, rng: &mut Rng) {
        self.layers.init_with(initializer, rng);
    }
    fn each_part(visit: &mut dyn FnMut(Part)) {
        F::each_part(visit);
    }
    #[inline]
    fn each_trained(&mut self, visit: &mut impl FnMut(&mut [T])) {
        self.layers.each_trained(visit);
    }
    #[inline]
    fn each_bias(&mut self, visit: &mut impl FnMut(&mut [T])) {
        self.layers.each_bias(visit);
    }
    #[inline(always)]
    fn forward<L: Layout>(&self, input: &L::Of<T, N>, output: &mut L::Of<T, N>) {
        self.layers.forward::<L>(input, output);
        add::<L, T, N>(output, input);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn trace<L: Layout>(&self, input: &L::Of<T, N>, noise: &mut Noise, trace: &mut Self::Trace<L>) {
        self.layers.trace::<L>(input, noise, &mut trace.layers);
        let sum = &mut trace.sum.output;
        sum.clone_from(&F::end(&trace.layers).output);
        add::<L, T, N>(sum, input);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn end<L: Layout>(trace: &Self::Trace<L>) -> &Activated<L, linear, T, N> {
        &trace.sum
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn accumulate<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, N>,
        gradient: &mut Self::Gradient,
    ) {
        let inner = inner::<L, F, T, N>(trace, delta);
        self.layers
            .accumulate::<L>(input, &trace.layers, &inner, &mut gradient.layers);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn backward<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, N>,
        gradient: &mut Self::Gradient,
        below: &mut L::Of<T, N>,
    ) {
        let inner = inner::<L, F, T, N>(trace, delta);
        let gradient = &mut gradient.layers;
        self.layers
            .backward::<L>(input, &trace.layers, &inner, gradient, below);
        add::<L, T, N>(below, delta);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn accumulate_biases<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, N>,
        gradient: &mut F::Biases,
    ) {
        let inner = inner::<L, F, T, N>(trace, delta);
        self.layers
            .accumulate_biases::<L>(input, &trace.layers, &inner, gradient);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn backward_biases<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, N>,
        gradient: &mut F::Biases,
        below: &mut L::Of<T, N>,
    ) {
        let inner = inner::<L, F, T, N>(trace, delta);
        self.layers
            .backward_biases::<L>(input, &trace.layers, &inner, gradient, below);
        add::<L, T, N>(below, delta);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn descend<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, N>,
        below: &mut L::Of<T, N>,
    ) {
        let inner = inner::<L, F, T, N>(trace, delta);
        self.layers
            .descend::<L>(input, &trace.layers, &inner, below);
        add::<L, T, N>(below, delta);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn learn<L: Layout>(
        &mut self,
        input: &L::Of<T, N>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, N>,
        descent: &mut impl Descent<T>,
        start: usize,
    ) {
        let inner = inner::<L, F, T, N>(trace, delta);
        self.layers
            .learn::<L>(input, &trace.layers, &inner, descent, start);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn learn_back<L: Layout>(
        &mut self,
        input: &L::Of<T, N>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, N>,
        descent: &mut impl Descent<T>,
        start: usize,
        below: &mut L::Of<T, N>,
    ) {
        let inner = inner::<L, F, T, N>(trace, delta);
        self.layers
            .learn_back::<L>(input, &trace.layers, &inner, descent, start, below);
        add::<L, T, N>(below, delta);
    }
}

/// ∂L/∂z of the last layer within.
#[inline(always)]
fn inner<L: Layout, F: Layer<T, N, N>, T: Scalar, const N: usize>(
    trace: &ResidualTrace<L, F::Trace<L>, T, N>,
    delta: &L::Of<T, N>,
) -> L::Of<T, N>
where
    F::Activation: Hidden,
{
    let mut inner = delta.clone();
    F::Activation::chain(F::end(&trace.layers), &mut inner);
    inner
}

/// Adds one block to another.
#[inline(always)]
fn add<L: Layout, T: Scalar, const N: usize>(sum: &mut L::Of<T, N>, other: &L::Of<T, N>) {
    for (sum, &other) in sum.values_mut().iter_mut().zip(other.values()) {
        *sum += other;
    }
}
