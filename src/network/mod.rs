//! What every type made by `network!` is.

mod batches;
mod chunks;
mod feeds;
mod few;
mod gate;
mod goals;
mod judge;
mod lie;
mod memory;
mod pass;
mod samples;
mod score;
mod side;
mod single;
mod size;
mod summary;
mod trained;

pub(crate) use batches::batches;
pub use chunks::forward_batch;
pub use feeds::Feeds;
pub use gate::{Checked, block_end, in_place, in_range, require, width};
pub(crate) use judge::Judge;
pub use memory::{Budget, ram_train, within};
pub use pass::Supervised;
pub use samples::{check, not_finite};
pub use score::{Judged, Score};
pub use single::{backward, forward};
pub use size::{Bytes, Count, Counted, FitsIn, SmallerThan};
pub use summary::{Stage, Summary};
pub(crate) use trained::{each_pair, restore, store};

use crate::error::Error;
use crate::flat::Parameters;
use crate::init::Initializer;
use crate::layer::{Descent, Shape};
use crate::noise::Noise;

/// A network made by `network!`, for code that is generic over networks.
///
/// ```
/// use typed_nn::{Network, Parameters, network};
///
/// network! { struct Small< 2 => relu 3 => softmax 2 > }
/// network! { struct Large< 2 => relu 30 => softmax 2 > }
///
/// fn largest_weight<N: Network<Scalar = f32>>(net: &N) -> f32 {
///     net.as_slice().iter().fold(0.0, |m, w| w.abs().max(m))
/// }
/// assert!(largest_weight(&Small::new(1)) > 0.0);
/// assert!(largest_weight(&Large::new(1)) > 0.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "not a type made by `network!`"
)]
pub trait Network: Parameters {
    /// Where gradients are added up, and what optimisers keep their moments in.
    type Gradient: Parameters<Scalar = Self::Scalar>;
    /// A column vector of the inputs.
    type Input;
    /// A column vector of the outputs.
    type Output;
    /// The loss it is trained with.
    type Loss;
    /// How many inputs it takes.
    const IN: usize;
    /// How many outputs it gives.
    const OUT: usize;
    /// How many multiply-accumulates a forward pass of one sample takes.
    const MACS: usize;
    /// Bytes of its parameters: what they take of flash in a `static`.
    const FLASH_BYTES: usize = size_of::<Self>();
    /// A bound on what [`forward`](Self::forward) takes of the stack, in bytes: from the widths of the layers, for
    /// microcontrollers and optimised code. See [`network!`](crate::network#memory).
    const STACK_FORWARD: usize = memory::stack_forward::<Self>();
    /// The same of `gradient`, the gradient itself not included.
    const STACK_GRADIENT: usize = memory::stack_gradient::<Self>();
    /// Bytes of RAM for an inference with the parameters in flash: a sample, its outputs, and the stack.
    const RAM_INFER: usize =
        (Self::IN + Self::OUT) * size_of::<Self::Scalar>() + Self::STACK_FORWARD;
    /// Its dense layers, as files of weights see them.
    const SHAPE: Shape;
    /// Its name and its stages, as they were declared.
    const SUMMARY: Summary;

    /// The outputs for one sample.
    fn forward(&self, input: &Self::Input) -> Self::Output;

    /// Draws new weights by `initializer`, or by what each activation asks for. Biases become 0.
    fn init_with(&mut self, initializer: Option<Initializer>, seed: u64);

    /// A new network on the heap, without passing over the stack.
    #[cfg(feature = "alloc")]
    fn boxed(seed: u64) -> alloc::boxed::Box<Self> {
        let mut net = Self::boxed_zero();
        net.init_with(None, seed);
        net
    }

    /// Shows the parameters that a gradient has a place for, in the gradient's order: all of them
    /// at once, or in several runs where some are frozen.
    #[inline]
    fn each_trained(&mut self, visit: &mut impl FnMut(&mut [Self::Scalar])) {
        visit(self.as_mut_slice());
    }
}

/// A network that can learn targets `Y` from inputs `X`: what trainers and metrics ask for.
///
/// Every network implements it for all inputs ([`Values`](crate::Values)) and targets
/// ([`Target`](crate::Target)) that fit it.
pub trait Learn<X, Y>: Network {
    /// That there is a sample, a target for each sample, and a class for each label.
    ///
    /// # Errors
    /// What is wrong with the data.
    fn check(inputs: &[X], targets: &[Y]) -> Result<(), Error>;

    /// The first sample with an input or a target that is infinite or NaN.
    fn not_finite(inputs: &[X], targets: &[Y]) -> Option<usize>;

    /// Adds the gradient of the batch's mean loss to `gradient`. Returns the means of loss and
    /// metric. Data that fails [`check`](Self::check) gives a loss that is NaN.
    fn gradient_batch(
        &self,
        inputs: &[X],
        targets: &[Y],
        gradient: &mut Self::Gradient,
    ) -> Score<Self::Scalar> {
        self.gradient_batch_with(Noise::NONE, inputs, targets, gradient)
    }

    /// The same as in training: with this noise, where there is [`dropout`](crate::stage::dropout).
    fn gradient_batch_with(
        &self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        gradient: &mut Self::Gradient,
    ) -> Score<Self::Scalar>;

    /// A step with the mean loss of a batch, taken on the way back through the network, if `goes_on` says so of its score;
    /// returns the score before the step. What [`learn_batch`](crate::optimizer::Optimizer::learn_batch) and trainers take where they can.
    ///
    /// `None`, and nothing is done, if there are more samples than [go through at once](crate::kernel::CHUNK), where a gradient is
    /// faster, or if there are not as many targets; and for a processor without vectors, or with the feature `reproducible`.
    #[doc(hidden)]
    fn learn_batch_with(
        &mut self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        descent: &mut impl Descent<Self::Scalar>,
        goes_on: impl FnOnce(&mut Self, Score<Self::Scalar>) -> bool,
    ) -> Option<Score<Self::Scalar>>;

    /// The means of loss and metric; `each` sees every output beside its target.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    fn evaluate_each(
        &self,
        inputs: &[X],
        targets: &[Y],
        each: impl FnMut(Judged<'_, Self::Scalar>),
    ) -> Result<Score<Self::Scalar>, Error>;
}
