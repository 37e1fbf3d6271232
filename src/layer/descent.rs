//! What a backward pass does to the parameters on its way.

use super::Dense;
use crate::activation::Activation;
use crate::flat::{self, Parameters, Zeroed};
use crate::kernel::{Block, Layout, all_finite, shape};
use crate::optimizer::{Optimizer, Span};
use crate::scalar::Scalar;

/// A step that a backward pass takes on its way: a layer's parameters change as soon as ∂L/∂x of its inputs is known.
///
/// `start` is where a layer's parameters begin among all that are trained.
#[doc(hidden)]
pub trait Descent<T: Scalar> {
    /// Whether it is w ← w − η ∂L/∂w and nothing else, for which no slopes are needed.
    const IS_PLAIN: bool;

    /// Begins the step, given ∂L/∂z of the outputs.
    fn begin(&mut self, delta: &mut [T]);

    /// Changes parameters by slopes that are there.
    fn span(&mut self, span: Span<'_, T>);

    /// Changes a dense layer by δ and the inputs.
    fn dense<L: Layout, A: Activation, const I: usize, const O: usize>(
        &mut self,
        start: usize,
        layer: &mut Dense<A, T, I, O>,
        delta: &L::Of<T, O>,
        input: &L::Of<T, I>,
    );

    /// The same after Wᵀ δ, by W as it was.
    #[inline(always)]
    fn dense_back<L: Layout, A: Activation, const I: usize, const O: usize>(
        &mut self,
        start: usize,
        layer: &mut Dense<A, T, I, O>,
        delta: &L::Of<T, O>,
        input: &L::Of<T, I>,
        below: &mut L::Of<T, I>,
    ) {
        L::transposed(&layer.weights, delta, below);
        self.dense::<L, A, I, O>(start, layer, delta, input);
    }
}

/// w ← w − η ∂L/∂w. No slope is kept: each product of δ and x goes to the parameters at once.
#[derive(Clone, Copy, Debug)]
pub struct Plain<T>(
    /// η
    pub T,
);

impl<T: Scalar> Descent<T> for Plain<T> {
    const IS_PLAIN: bool = true;

    /// δ becomes −η δ, and with it all that is made of it.
    #[inline(always)]
    fn begin(&mut self, delta: &mut [T]) {
        for delta in delta {
            *delta *= -self.0;
        }
    }
    #[inline(always)]
    fn span(&mut self, span: Span<'_, T>) {
        for (parameter, &slope) in span.parameters.iter_mut().zip(span.gradient) {
            *parameter += slope; // times −η, as δ is
        }
    }
    #[inline(always)]
    fn dense<L: Layout, A: Activation, const I: usize, const O: usize>(
        &mut self,
        _: usize,
        layer: &mut Dense<A, T, I, O>,
        delta: &L::Of<T, O>,
        input: &L::Of<T, I>,
    ) {
        L::outer(delta, input, &mut layer.weights, &mut layer.bias);
    }
    #[inline(always)]
    fn dense_back<L: Layout, A: Activation, const I: usize, const O: usize>(
        &mut self,
        _: usize,
        layer: &mut Dense<A, T, I, O>,
        delta: &L::Of<T, O>,
        input: &L::Of<T, I>,
        below: &mut L::Of<T, I>,
    ) {
        L::transposed_and_outer((&mut layer.weights, &mut layer.bias), delta, input, below);
    }
}

/// An optimiser's step, some parameters at a time: their slopes are still in the first cache when it reads them.
pub struct Stepping<'a, T: Scalar, O: Optimizer<T>, G: Parameters<Scalar = T>> {
    pub optimizer: &'a O,
    pub state: &'a mut O::State<G>,
    /// Room for slopes, at least as much as the largest layer takes.
    pub slopes: &'a mut [T],
    /// Whether all slopes were finite so far.
    pub all_finite: bool,
}

/// Up to how many parameters a layer's step is taken at once, and about how many at a time in a larger one: 8 KB of `f32`.
const AT_ONCE: usize = 2048;

impl<T, Rule, G> Descent<T> for Stepping<'_, T, Rule, G>
where
    T: Scalar,
    Rule: Optimizer<T>,
    G: Parameters<Scalar = T>,
{
    const IS_PLAIN: bool = false;

    #[inline(always)]
    fn begin(&mut self, _: &mut [T]) {
        self.optimizer.begin(self.state);
    }
    #[inline]
    fn span(&mut self, span: Span<'_, T>) {
        self.all_finite &= all_finite(span.gradient);
        self.optimizer.update(span, self.state);
    }
    #[inline]
    fn dense<L: Layout, A: Activation, const I: usize, const O: usize>(
        &mut self,
        start: usize,
        layer: &mut Dense<A, T, I, O>,
        delta: &L::Of<T, O>,
        input: &L::Of<T, I>,
    ) {
        if const { I * O <= AT_ONCE } {
            let mut slopes = <Dense<A, T, I, O> as Zeroed>::ZERO;
            L::outer(delta, input, &mut slopes.weights, &mut slopes.bias);
            let (parameters, gradient) = (layer.as_mut_slice(), slopes.as_slice());
            return self.span(Span {
                start,
                parameters,
                gradient,
            });
        }
        let (delta, input) = (delta.samples(), input.samples());
        let (shape, at_once) = (shape::<I, O>(delta.len()), const { (AT_ONCE / O + 1) * O });
        for (number, parameters) in layer.weights.as_mut_slice().chunks_mut(at_once).enumerate() {
            let from = number * at_once;
            let Some(slopes) = self.slopes.get_mut(..parameters.len()) else {
                return; // there is room for every layer
            };
            T::slopes(
                shape,
                flat::values(&delta),
                flat::values(&input),
                from / O,
                slopes,
            );
            self.all_finite &= all_finite(slopes);
            let span = Span {
                start: start + from,
                parameters,
                gradient: slopes,
            };
            self.optimizer.update(span, self.state);
        }
        let mut of_bias = super::Bias::<T, O>::ZERO;
        of_bias.add(&delta);
        let (parameters, gradient) = (layer.bias.as_mut_slice(), of_bias.as_slice());
        self.span(Span {
            start: start + I * O,
            parameters,
            gradient,
        });
    }
}

/// Changes a layer's trained parameters by a gradient that is there.
#[inline]
pub(super) fn by_gradient<N, T, const I: usize, const O: usize>(
    layer: &mut N,
    gradient: &N::Gradient,
    descent: &mut impl Descent<T>,
    mut start: usize,
) where
    T: Scalar,
    N: super::Layer<T, I, O>,
{
    let mut rest = gradient.as_slice();
    layer.each_trained(&mut |parameters| {
        let (gradient, behind) = rest.split_at_checked(parameters.len()).unwrap_or_default();
        rest = behind;
        descent.span(Span {
            start,
            parameters,
            gradient,
        });
        start += gradient.len();
    });
}

/// Which of many numbers of `T` stands behind so many bytes.
#[doc(hidden)]
pub const fn place_of<T>(bytes: usize) -> usize {
    bytes / size_of::<T>()
}
