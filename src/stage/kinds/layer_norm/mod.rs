//! Values of a sample brought to mean 0 and variance 1.

mod passes;

use crate::activation::parameter::needs;
use crate::activation::{Activated, Parameter, Value, linear};
use crate::flat::{Parameters, Zeroed};
use crate::init::Initializer;
use crate::kernel::{Block, Layout};
use crate::layer::{Bias, Empty, Layer, Shape, Whole};
use crate::noise::Noise;
use crate::part::{Kind, Part};
use crate::rng::Rng;
use crate::scalar::Scalar;
use crate::stage::Stage;
use core::fmt;
use core::marker::PhantomData;
use nalgebra::{ArrayStorage, SVector};
use passes::{Backward, Forward, Sum};

const EPSILON: u64 = 1e-5_f64.to_bits();

/// y = γ ⊙ x̂ + β, with x̂ = (x − μ) / √(σ² + ε), over the values of each sample: `layer_norm()`.
///
/// μ is their mean, σ² their variance (of all N values, not N − 1); γ starts as 1, β as 0, and both
/// are trained. ε > 0 is 10⁻⁵ unless written, `layer_norm(1e-3)`. Backwards, with g = γ ⊙ ∂L/∂y,
///
/// ```text
/// ∂L/∂γ = ∂L/∂y ⊙ x̂    ∂L/∂β = ∂L/∂y
/// ∂L/∂x = (g − mean(g) − x̂ ⊙ mean(g ⊙ x̂)) / √(σ² + ε)
/// ```
///
/// Ba et al., "Layer Normalization", 2016. PyTorch:
/// [`LayerNorm`](https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html).
///
/// ```compile_fail
/// typed_nn::network! { struct Net< 2 => relu 8 => layer_norm(-1.0) => linear 1 > }
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct layer_norm<E = Value<EPSILON>>(PhantomData<E>);

#[diagnostic::do_not_recommend]
impl<E: Parameter, T: Scalar, const N: usize> Stage<T, N> for layer_norm<E> {
    type Layer = LayerNorm<E, T, N>;
    const NUMBERS: Result<(), &'static str> = needs(E::VALUE > 0.0, "`layer_norm(ε)` needs ε > 0");
}

/// The layer of [`layer_norm`].
#[repr(C)]
pub struct LayerNorm<E, T, const N: usize> {
    /// γ
    pub weights: SVector<T, N>,
    /// β
    pub bias: SVector<T, N>,
    epsilon: PhantomData<fn() -> E>,
}

/// What [`LayerNorm`] leaves for the backward pass.
#[derive(Clone, Debug)]
pub struct LayerNormTrace<L: Layout, T: Scalar, const N: usize> {
    end: Activated<L, linear, T, N>,
    /// μ and 1 / √(σ² + ε)
    moments: L::Of<T, 2>,
}

impl<L: Layout, T: Scalar, const N: usize> Empty for LayerNormTrace<L, T, N> {
    #[inline(always)]
    fn empty() -> Self {
        Self {
            end: Activated::empty(),
            moments: L::Of::blank(0),
        }
    }
}

impl<E: Parameter, T: Scalar, const N: usize> Layer<T, N, N> for LayerNorm<E, T, N> {
    type Activation = linear;
    type Trace<L: Layout> = LayerNormTrace<L, T, N>;
    type Extent = Whole;
    type Gradient = Self;
    type Biases = Bias<T, N>;
    const PARAMS: usize = 2 * N;
    const MACS: usize = 2 * N;
    const SHAPE: Shape = Shape::Scale { width: N };
    const ZERO: Self = <Self as Zeroed>::ZERO;

    fn init_with(&mut self, _: Option<Initializer>, _: &mut Rng) {
        self.weights.iter_mut().for_each(|gamma| *gamma = T::ONE);
        self.bias.iter_mut().for_each(|beta| *beta = T::ZERO);
    }
    fn each_part(visit: &mut dyn FnMut(Part)) {
        <Self as Parameters>::each_part(visit);
    }
    #[inline]
    fn each_trained(&mut self, visit: &mut impl FnMut(&mut [T])) {
        visit(self.as_mut_slice());
    }
    #[inline]
    fn each_bias(&mut self, visit: &mut impl FnMut(&mut [T])) {
        visit(self.bias.as_mut_slice());
    }

    #[inline(always)]
    fn forward<L: Layout>(&self, input: &L::Of<T, N>, output: &mut L::Of<T, N>) {
        output.hold(input.count());
        L::run(Forward {
            layer: self,
            input: &input.samples(),
            output: &mut output.samples_mut(),
            moments: &mut [],
        });
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn trace<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        _: &mut Noise,
        trace: &mut LayerNormTrace<L, T, N>,
    ) {
        let (output, moments) = (&mut trace.end.output, &mut trace.moments);
        output.hold(input.count());
        moments.hold(input.count());
        L::run(Forward {
            layer: self,
            input: &input.samples(),
            output: &mut output.samples_mut(),
            moments: &mut moments.samples_mut(),
        });
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn end<L: Layout>(trace: &LayerNormTrace<L, T, N>) -> &Activated<L, linear, T, N> {
        &trace.end
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn accumulate<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        trace: &LayerNormTrace<L, T, N>,
        delta: &L::Of<T, N>,
        gradient: &mut Self,
    ) {
        L::run(Sum {
            gradient,
            input: &input.samples(),
            moments: &trace.moments.samples(),
            delta: &delta.samples(),
        });
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn backward<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        trace: &LayerNormTrace<L, T, N>,
        delta: &L::Of<T, N>,
        gradient: &mut Self,
        below: &mut L::Of<T, N>,
    ) {
        self.accumulate::<L>(input, trace, delta, gradient);
        self.descend::<L>(input, trace, delta, below);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn accumulate_biases<L: Layout>(
        &self,
        _: &L::Of<T, N>,
        _: &LayerNormTrace<L, T, N>,
        delta: &L::Of<T, N>,
        gradient: &mut Bias<T, N>,
    ) {
        gradient.add(&delta.samples());
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn backward_biases<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        trace: &LayerNormTrace<L, T, N>,
        delta: &L::Of<T, N>,
        gradient: &mut Bias<T, N>,
        below: &mut L::Of<T, N>,
    ) {
        gradient.add(&delta.samples());
        self.descend::<L>(input, trace, delta, below);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn descend<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        trace: &LayerNormTrace<L, T, N>,
        delta: &L::Of<T, N>,
        below: &mut L::Of<T, N>,
    ) {
        below.clone_from(delta);
        L::run(Backward {
            layer: self,
            input: &input.samples(),
            moments: &trace.moments.samples(),
            delta: &mut below.samples_mut(),
        });
    }
}

// SAFETY: `repr(C)`; two vectors of scalars and a marker of size 0.
#[allow(unsafe_code)]
unsafe impl<E: 'static, T: Scalar, const N: usize> Parameters for LayerNorm<E, T, N> {
    type Scalar = T;
    const PARAMS: usize = 2 * N;

    fn each_part(visit: &mut dyn FnMut(Part)) {
        for kind in [Kind::Scale, Kind::Bias] {
            let (layer, len) = ("", N);
            visit(Part { layer, kind, len });
        }
    }
}

// SAFETY: the zero of `f32` and `f64` is made of zero bytes.
#[allow(unsafe_code)]
unsafe impl<E: 'static, T: Scalar, const N: usize> Zeroed for LayerNorm<E, T, N> {
    const ZERO: Self = Self {
        weights: SVector::from_array_storage(ArrayStorage([[T::ZERO; N]])),
        bias: SVector::from_array_storage(ArrayStorage([[T::ZERO; N]])),
        epsilon: PhantomData,
    };
}

// By hand: a derive would ask the number, a mere name, to be `Clone`, `Debug` and so on.
impl<E, T: Scalar, const N: usize> Copy for LayerNorm<E, T, N> {}
impl<E, T: Scalar, const N: usize> Clone for LayerNorm<E, T, N> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E, T: Scalar, const N: usize> PartialEq for LayerNorm<E, T, N> {
    fn eq(&self, other: &Self) -> bool {
        self.weights == other.weights && self.bias == other.bias
    }
}
impl<E, T: Scalar, const N: usize> fmt::Debug for LayerNorm<E, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LayerNorm")
            .field("weights", &self.weights)
            .field("bias", &self.bias)
            .finish()
    }
}
impl<E: 'static, T: Scalar, const N: usize> Default for LayerNorm<E, T, N> {
    /// All parameters zero.
    fn default() -> Self {
        <Self as Zeroed>::ZERO
    }
}
