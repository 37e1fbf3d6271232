//! Layers: what stands between two `=>`.

#[macro_use]
mod untrained_passes;

mod dense;
mod descent;
mod extent;
mod fixed;
mod residual;
mod shape;
mod trained;

pub use dense::Dense;
pub(crate) use descent::Stepping;
pub use descent::{Descent, Plain, place_of};
pub use extent::{Extent, Partly, Whole};
pub use fixed::{BiasOnly, Frozen};
pub use residual::{Residual, ResidualTrace};
pub(crate) use shape::{FNV_OFFSET, Place, fnv, fnv_step};
pub use shape::{Shape, Step};
pub use trained::{Bias, Join, Untrained};

use crate::activation::{Activated, Activation};
use crate::flat::{Parameters, Zeroed};
use crate::init::Initializer;
use crate::kernel::Layout;
use crate::noise::Noise;
use crate::part::Part;
use crate::rng::Rng;
use crate::scalar::Scalar;

/// One step of a network, from `I` values of `T` to `O`: a [`Dense`] layer, a [`Residual`] block, a
/// [`stage`](crate::stage), or a whole network made by `network!`.
///
/// The passes are written once, over a [`Layout`]: for a single sample and for a chunk of them. Where there are vectors
/// they have to be inlined, to be compiled for the instructions of whoever calls them; elsewhere one frame of
/// the stack would then hold what every layer needs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer that takes {I} values of {T}",
    label = "is fed {I} values of {T} here",
    note = "a stage is an activation with a width, such as `relu 3`, or a type made by `network!`"
)]
pub trait Layer<T: Scalar, const I: usize, const O: usize>: Sized {
    /// The activation that its output comes out of.
    type Activation: Activation;
    /// What the forward pass leaves for the backward pass.
    type Trace<L: Layout>: Empty;
    /// Whether all of its parameters are trained.
    type Extent: Extent;
    /// Where the gradient of its parameters is added up, of those that are trained.
    type Gradient: Parameters<Scalar = T>;
    /// Where that of its biases alone is.
    type Biases: Parameters<Scalar = T>;
    /// How many parameters it has.
    const PARAMS: usize;
    /// How many multiply-accumulates a forward pass of one sample takes.
    const MACS: usize;
    /// The dense layers in it, as files of weights see them.
    const SHAPE: Shape;
    /// All parameters zero.
    const ZERO: Self;

    /// Draws new parameters, by `initializer` or by what each activation asks for.
    fn init_with(&mut self, initializer: Option<Initializer>, rng: &mut Rng);

    /// Shows its weights and biases, in the order of its parameters.
    fn each_part(visit: &mut dyn FnMut(Part));

    /// Shows the parameters that a gradient has a place for, in the gradient's order.
    fn each_trained(&mut self, visit: &mut impl FnMut(&mut [T]));

    /// Shows the biases that [`Biases`](Self::Biases) has a place for, in its order.
    fn each_bias(&mut self, visit: &mut impl FnMut(&mut [T]));

    /// Writes the outputs for some inputs to `output`, whatever that held before.
    fn forward<L: Layout>(&self, input: &L::Of<T, I>, output: &mut L::Of<T, O>);

    /// The same in training, keeping what the backward pass reads in `trace`, whatever that held before.
    fn trace<L: Layout>(&self, input: &L::Of<T, I>, noise: &mut Noise, trace: &mut Self::Trace<L>);

    /// The end of a trace: the outputs, and what their activation's slope needs.
    fn end<L: Layout>(trace: &Self::Trace<L>) -> &Activated<L, Self::Activation, T, O>;

    /// Adds the gradient of the parameters to `gradient`, given `delta` = ∂L/∂z of the last
    /// activation.
    fn accumulate<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, O>,
        gradient: &mut Self::Gradient,
    );

    /// Does what [`accumulate`](Self::accumulate) does, and writes ∂L/∂x of the inputs to `below`, whatever that held before.
    fn backward<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, O>,
        gradient: &mut Self::Gradient,
        below: &mut L::Of<T, I>,
    );

    /// Does what [`accumulate`](Self::accumulate) does, for the biases alone.
    fn accumulate_biases<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, O>,
        gradient: &mut Self::Biases,
    );

    /// Does what [`backward`](Self::backward) does, for the biases alone.
    fn backward_biases<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, O>,
        gradient: &mut Self::Biases,
        below: &mut L::Of<T, I>,
    );

    /// Writes ∂L/∂x of the inputs to `below`, and adds nothing anywhere.
    fn descend<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, O>,
        below: &mut L::Of<T, I>,
    );

    /// Changes the parameters themselves by what [`accumulate`](Self::accumulate) adds to a gradient.
    ///
    /// They begin at `start` among all that are trained.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn learn<L: Layout>(
        &mut self,
        input: &L::Of<T, I>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, O>,
        descent: &mut impl Descent<T>,
        start: usize,
    ) {
        let mut gradient = Self::Gradient::ZERO;
        self.accumulate::<L>(input, trace, delta, &mut gradient);
        descent::by_gradient(self, &gradient, descent, start);
    }

    /// Does what [`learn`](Self::learn) does, and writes ∂L/∂x of the inputs to `below`, by the parameters as they were.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn learn_back<L: Layout>(
        &mut self,
        input: &L::Of<T, I>,
        trace: &Self::Trace<L>,
        delta: &L::Of<T, O>,
        descent: &mut impl Descent<T>,
        start: usize,
        below: &mut L::Of<T, I>,
    ) {
        let mut gradient = Self::Gradient::ZERO;
        self.backward::<L>(input, trace, delta, &mut gradient, below);
        descent::by_gradient(self, &gradient, descent, start);
    }
}

/// A place that a forward pass fills. It is filled where it is: a chunk of samples is too large to be handed on.
pub trait Empty {
    /// Of no sample.
    fn empty() -> Self;
}
