//! The fully connected layer.

use super::{Bias, Descent, Layer, Shape, Whole};
use crate::activation::{Activated, Activation, activate};
use crate::flat::{Parameters, Zeroed};
use crate::init::Initializer;
use crate::kernel::{Block, Layout};
use crate::noise::Noise;
use crate::part::{Kind, Part};
use crate::rng::Rng;
use crate::scalar::Scalar;
use core::fmt;
use core::marker::PhantomData;
use nalgebra::{ArrayStorage, SMatrix, SVector};

/// A fully connected layer: y = A(W x + b), with `I` inputs and `O` outputs.
#[repr(C)]
pub struct Dense<A, T, const I: usize, const O: usize> {
    /// W: one row for each output, one column for each input.
    pub weights: SMatrix<T, O, I>,
    /// b: one value for each output.
    pub bias: SVector<T, O>,
    activation: PhantomData<fn() -> A>,
}

impl<A, T: Scalar, const I: usize, const O: usize> Dense<A, T, I, O> {
    /// A layer of these weights and this bias.
    pub const fn new(weights: SMatrix<T, O, I>, bias: SVector<T, O>) -> Self {
        Self {
            weights,
            bias,
            activation: PhantomData,
        }
    }

    /// z = W x + b, or at once y = A(z) where that is a floor; says whether it was.
    #[inline(always)]
    fn pass<L: Layout>(&self, input: &L::Of<T, I>, output: &mut L::Of<T, O>) -> bool
    where
        A: Activation,
    {
        let layer = (&self.weights, &self.bias);
        match const { A::FLOOR } {
            Some(floor) => L::affine_from(layer, input, output, T::of(floor)),
            None => {
                L::affine(&self.weights, &self.bias, input, output);
                false
            }
        }
    }

    /// A layer of weights as PyTorch prints them, one array for each output.
    ///
    /// ```
    /// # use typed_nn::{Dense, activation::relu};
    /// // 2 inputs, 3 outputs; in flash, if it stands in a `static`
    /// static LAYER: Dense<relu, f32, 2, 3> =
    ///     Dense::from_rows([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [0.0, 0.0, 0.1]);
    /// assert_eq!(LAYER.weights[(2, 1)], 0.6);
    /// ```
    pub const fn from_rows(rows: [[T; I]; O], bias: [T; O]) -> Self {
        let mut columns = [[T::ZERO; O]; I];
        let mut i = 0;
        while i < I {
            let mut o = 0;
            while o < O {
                columns[i][o] = rows[o][i];
                o += 1;
            }
            i += 1;
        }
        Self::new(
            SMatrix::from_array_storage(ArrayStorage(columns)),
            SVector::from_array_storage(ArrayStorage([bias])),
        )
    }
}

// SAFETY: `repr(C)`; a matrix and a vector of scalars (arrays of arrays) and a marker of size 0.
#[allow(unsafe_code)]
unsafe impl<A: 'static, T: Scalar, const I: usize, const O: usize> Parameters
    for Dense<A, T, I, O>
{
    type Scalar = T;
    const PARAMS: usize = I * O + O;

    fn each_part(visit: &mut dyn FnMut(Part)) {
        for (kind, len) in [(Kind::Weights, I * O), (Kind::Bias, O)] {
            let layer = "";
            visit(Part { layer, kind, len });
        }
    }
}

// SAFETY: the zero of `f32` and `f64` is made of zero bytes.
#[allow(unsafe_code)]
unsafe impl<A: 'static, T: Scalar, const I: usize, const O: usize> Zeroed for Dense<A, T, I, O> {
    const ZERO: Self = Self::new(
        SMatrix::from_array_storage(ArrayStorage([[T::ZERO; O]; I])),
        SVector::from_array_storage(ArrayStorage([[T::ZERO; O]])),
    );
}

impl<A: Activation, T: Scalar, const I: usize, const O: usize> Layer<T, I, O>
    for Dense<A, T, I, O>
{
    type Activation = A;
    type Trace<L: Layout> = Activated<L, A, T, O>;
    type Extent = Whole;
    type Gradient = Self;
    type Biases = Bias<T, O>;
    const PARAMS: usize = I * O + O;
    const MACS: usize = I * O;
    const SHAPE: Shape = Shape::Affine {
        inputs: I,
        outputs: O,
    };
    const ZERO: Self = <Self as Zeroed>::ZERO;

    fn init_with(&mut self, initializer: Option<Initializer>, rng: &mut Rng) {
        let initializer = initializer.unwrap_or(A::INITIALIZER);
        initializer.fill(I, O, self.weights.as_mut_slice(), rng);
        self.bias.as_mut_slice().fill(T::ZERO);
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
    // always: else it would not be compiled for the instructions that `L` stands for
    #[inline(always)]
    fn forward<L: Layout>(&self, input: &L::Of<T, I>, output: &mut L::Of<T, O>) {
        if !self.pass::<L>(input, output) {
            activate::<L, A, T, O>(output);
        }
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn trace<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        _: &mut Noise,
        trace: &mut Activated<L, A, T, O>,
    ) {
        if !self.pass::<L>(input, &mut trace.output) {
            trace.activate();
        }
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn end<L: Layout>(trace: &Activated<L, A, T, O>) -> &Activated<L, A, T, O> {
        trace
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn accumulate<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        _trace: &Activated<L, A, T, O>,
        delta: &L::Of<T, O>,
        gradient: &mut Self,
    ) {
        L::outer(delta, input, &mut gradient.weights, &mut gradient.bias);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn backward<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &Activated<L, A, T, O>,
        delta: &L::Of<T, O>,
        gradient: &mut Self,
        below: &mut L::Of<T, I>,
    ) {
        self.accumulate::<L>(input, trace, delta, gradient);
        L::transposed(&self.weights, delta, below);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn accumulate_biases<L: Layout>(
        &self,
        _input: &L::Of<T, I>,
        _trace: &Activated<L, A, T, O>,
        delta: &L::Of<T, O>,
        gradient: &mut Bias<T, O>,
    ) {
        gradient.add(&delta.samples());
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn backward_biases<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &Activated<L, A, T, O>,
        delta: &L::Of<T, O>,
        gradient: &mut Bias<T, O>,
        below: &mut L::Of<T, I>,
    ) {
        self.accumulate_biases::<L>(input, trace, delta, gradient);
        L::transposed(&self.weights, delta, below);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn descend<L: Layout>(
        &self,
        _input: &L::Of<T, I>,
        _trace: &Activated<L, A, T, O>,
        delta: &L::Of<T, O>,
        below: &mut L::Of<T, I>,
    ) {
        L::transposed(&self.weights, delta, below);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn learn<L: Layout>(
        &mut self,
        input: &L::Of<T, I>,
        _trace: &Activated<L, A, T, O>,
        delta: &L::Of<T, O>,
        descent: &mut impl Descent<T>,
        start: usize,
    ) {
        descent.dense::<L, A, I, O>(start, self, delta, input);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn learn_back<L: Layout>(
        &mut self,
        input: &L::Of<T, I>,
        _trace: &Activated<L, A, T, O>,
        delta: &L::Of<T, O>,
        descent: &mut impl Descent<T>,
        start: usize,
        below: &mut L::Of<T, I>,
    ) {
        descent.dense_back::<L, A, I, O>(start, self, delta, input, below);
    }
}

// By hand: a derive would ask the activation, a mere name, to be `Clone`, `Debug` and so on.
impl<A, T: Scalar, const I: usize, const O: usize> Copy for Dense<A, T, I, O> {}
impl<A, T: Scalar, const I: usize, const O: usize> Clone for Dense<A, T, I, O> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<A, T: Scalar, const I: usize, const O: usize> PartialEq for Dense<A, T, I, O> {
    fn eq(&self, other: &Self) -> bool {
        self.weights == other.weights && self.bias == other.bias
    }
}
impl<A, T: Scalar, const I: usize, const O: usize> fmt::Debug for Dense<A, T, I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dense")
            .field("weights", &self.weights)
            .field("bias", &self.bias)
            .finish()
    }
}
impl<A: 'static, T: Scalar, const I: usize, const O: usize> Default for Dense<A, T, I, O> {
    /// All parameters zero.
    fn default() -> Self {
        <Self as Zeroed>::ZERO
    }
}
