use crate::activation::parameter::needs;
use crate::activation::{Activated, Parameter, Unset, linear};
use crate::flat::{Parameters, Zeroed};
use crate::init::Initializer;
use crate::kernel::{Block, Layout};
use crate::layer::{Empty, Layer, Shape, Untrained, Whole};
use crate::noise::{Noise, StageNoise};
use crate::part::Part;
use crate::rng::Rng;
use crate::scalar::Scalar;
use crate::stage::Stage;
use core::fmt;
use core::marker::PhantomData;
use nalgebra::SVector;

/// In training each value is 0 with probability p, else x / (1 − p): `dropout(0.2)`.
///
/// In evaluation, and wherever there is no [`Noise`], y = x. ∂L/∂x = 0 or ∂L/∂y / (1 − p) alike.
/// 0 ≤ p < 1. PyTorch:
/// [`Dropout`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html).
///
/// Srivastava et al., JMLR 2014. Another p does not compile:
///
/// ```compile_fail
/// typed_nn::network! { struct Net< 2 => relu 8 => dropout(1.5) => linear 1 > }
/// ```
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct dropout<P = Unset>(PhantomData<P>);

impl<P: Parameter, T: Scalar, const N: usize> Stage<T, N> for dropout<P> {
    type Layer = Dropout<P, T, N>;
    const NUMBERS: Result<(), &'static str> = needs(
        P::VALUE >= 0.0 && P::VALUE < 1.0,
        "`dropout(p)` needs 0 ≤ p < 1",
    );
}

/// The layer of [`dropout`]. It has no parameters.
#[repr(transparent)]
pub struct Dropout<P, T, const N: usize>([T; 0], PhantomData<fn() -> P>);

impl<P: Parameter, T: Scalar, const N: usize> Dropout<P, T, N> {
    /// Values are dropped whose 32 random bits are below this: p · 2³².
    const BOUND: u64 = (P::VALUE * 4_294_967_296.0) as u64;

    /// Makes some values of each sample 0, and the others larger. The same noise does the same.
    #[inline]
    fn apply(noise: Option<StageNoise>, samples: &mut [SVector<T, N>]) {
        let Some(noise) = noise else { return };
        let keep = T::of(1.0 / (1.0 - P::VALUE));
        for (index, sample) in samples.iter_mut().enumerate() {
            let mut rng = noise.of_sample(index);
            for value in sample.as_mut_slice() {
                let is_kept = u64::from(rng.next_u32()) >= Self::BOUND;
                *value = if is_kept { keep * *value } else { T::ZERO };
            }
        }
    }
}

/// What [`Dropout`] leaves for the backward pass: what was dropped is drawn again.
#[derive(Clone, Debug)]
pub struct DropoutTrace<L: Layout, T: Scalar, const N: usize> {
    end: Activated<L, linear, T, N>,
    noise: Option<StageNoise>,
}

impl<L: Layout, T: Scalar, const N: usize> Empty for DropoutTrace<L, T, N> {
    #[inline(always)]
    fn empty() -> Self {
        Self {
            end: Activated::empty(),
            noise: None,
        }
    }
}

impl<P: Parameter, T: Scalar, const N: usize> Layer<T, N, N> for Dropout<P, T, N> {
    type Activation = linear;
    type Trace<L: Layout> = DropoutTrace<L, T, N>;
    type Extent = Whole;
    type Gradient = Self;
    type Biases = Untrained<T>;
    const PARAMS: usize = 0;
    const MACS: usize = 0;
    const SHAPE: Shape = Shape::Nothing;
    const ZERO: Self = <Self as Zeroed>::ZERO;

    fn init_with(&mut self, _: Option<Initializer>, _: &mut Rng) {}
    fn each_part(_: &mut dyn FnMut(Part)) {}

    untrained_passes!(T, N, N);

    #[inline(always)]
    fn forward<L: Layout>(&self, input: &L::Of<T, N>, output: &mut L::Of<T, N>) {
        output.clone_from(input);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn trace<L: Layout>(
        &self,
        input: &L::Of<T, N>,
        noise: &mut Noise,
        trace: &mut DropoutTrace<L, T, N>,
    ) {
        trace.noise = noise.next_stage();
        trace.end.output.clone_from(input);
        Self::apply(trace.noise, &mut trace.end.output.samples_mut());
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn end<L: Layout>(trace: &DropoutTrace<L, T, N>) -> &Activated<L, linear, T, N> {
        &trace.end
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn descend<L: Layout>(
        &self,
        _: &L::Of<T, N>,
        trace: &DropoutTrace<L, T, N>,
        delta: &L::Of<T, N>,
        below: &mut L::Of<T, N>,
    ) {
        below.clone_from(delta);
        Self::apply(trace.noise, &mut below.samples_mut());
    }
}

// SAFETY: `repr(transparent)` over no scalars.
#[allow(unsafe_code)]
unsafe impl<P: 'static, T: Scalar, const N: usize> Parameters for Dropout<P, T, N> {
    type Scalar = T;
    const PARAMS: usize = 0;

    fn each_part(_: &mut dyn FnMut(Part)) {}
}

// SAFETY: a value without bytes.
#[allow(unsafe_code)]
unsafe impl<P: 'static, T: Scalar, const N: usize> Zeroed for Dropout<P, T, N> {
    const ZERO: Self = Self([], PhantomData);
}

// By hand: a derive would ask the number, a mere name, to be `Clone`, `Debug` and so on.
impl<P, T: Scalar, const N: usize> Copy for Dropout<P, T, N> {}
impl<P, T: Scalar, const N: usize> Clone for Dropout<P, T, N> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<P, T: Scalar, const N: usize> PartialEq for Dropout<P, T, N> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl<P, T: Scalar, const N: usize> fmt::Debug for Dropout<P, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dropout")
    }
}
impl<P: 'static, T: Scalar, const N: usize> Default for Dropout<P, T, N> {
    fn default() -> Self {
        <Self as Zeroed>::ZERO
    }
}
