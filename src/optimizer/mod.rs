//! Optimisers: what a gradient does to the parameters.
//!
//! An optimiser is a struct of its settings, with PyTorch's names and defaults; what it remembers
//! between steps is a [`State`], held by whoever trains, no larger than its rule needs. Adding one
//! means adding a file here and naming it below.
//!
//! | | remembers | for |
//! |---|---|---|
//! | [`Sgd`] | nothing | the least memory |
//! | [`Momentum`] | 1 moment | SGD with momentum, dampening, Nesterov's look ahead |
//! | [`Adam`], [`AdamW`] | 2 | a good start; weight decay coupled or decoupled |
//! | [`AmsGrad`] | 3 | Adam or AdamW whose steps never grow again |
//! | [`NAdam`], [`RAdam`], [`AdaMax`] | 2 | Adam with Nesterov, without a warm-up, by the largest slope |
//! | [`RmsProp`] | 1 | slopes of very different size |
//! | [`RmsPropMomentum`] | 3 | the same with momentum, and centred |
//! | [`Adagrad`] | 1 | rare features |
//! | [`Adadelta`] | 2 | no rate to choose |
//! | [`Lion`] | 1 | steps of one size, by the sign |
//!
//! For few parameters and all samples at once there is [`Lbfgs`], which goes by curvature.
//!
//! Every optimiser takes `weight_decay` λ, 0 at first: it adds λ w to the gradient, the slope of
//! λ/2 |w|², except where its page says that it shrinks the weights themselves (decoupled).
//!
//! Around any of them stand [`Grouped`], for rates and decay that differ between layers or between
//! weights and biases, and [`Averaged`], for a moving average of the parameters.
//!
//! ```
//! use typed_nn::network;
//! use typed_nn::optimizer::{Adam, Optimizer};
//!
//! network! { struct Net< 2 => tanh 8 => linear 1 > }
//!
//! let mut net = Net::new(1);
//! let adam = Adam { learning_rate: 0.01, ..Adam::default() };
//! let mut state = adam.state(&net);
//! for _ in 0..200 {
//!     let mut gradient = Net::ZERO;
//!     net.gradient([1.0, 0.0], [0.5], &mut gradient);
//!     adam.step(&mut net, &gradient, &mut state);
//! }
//! assert!((net.forward([1.0, 0.0])[0] - 0.5).abs() < 0.01);
//! ```

#[macro_use]
mod settings;

mod adadelta;
mod adagrad;
pub(crate) mod adam;
mod adamax;
mod adamw;
mod amsgrad;
mod averaged;
mod grouped;
mod lbfgs;
mod lion;
mod momentum;
mod nadam;
mod on_the_way;
mod radam;
mod rmsprop;
mod rmsprop_momentum;
mod sgd;
mod span;
mod state;

pub use adadelta::Adadelta;
pub use adagrad::Adagrad;
pub use adam::Adam;
pub use adamax::AdaMax;
pub use adamw::AdamW;
pub use amsgrad::AmsGrad;
pub use averaged::{Averaged, AveragedState};
pub use grouped::{Grouped, decay_weights_only};
pub use lbfgs::{Lbfgs, LbfgsState, LineSearch};
pub use lion::Lion;
pub use momentum::Momentum;
pub use nadam::NAdam;
pub(crate) use on_the_way::on_the_way;
pub use radam::RAdam;
pub use rmsprop::RmsProp;
pub use rmsprop_momentum::RmsPropMomentum;
pub use sgd::Sgd;
pub(crate) use span::overlap;
pub use span::{Decay, Factors, Span};
pub use state::{Remembered, State};

use crate::error::Error;
use crate::flat::{Parameters, Zeroed};
use crate::network::{Learn, Network, Score};
use crate::noise::Noise;
use crate::saved::{Reader, Writer};
use crate::scalar::Scalar;

/// A rule by which a gradient changes the parameters of a network of `T`.
pub trait Optimizer<T: Scalar> {
    /// What is remembered between steps, for gradients of type `G`.
    type State<G: Parameters<Scalar = T>>: Remembered;

    /// The rule's name. A checkpoint of one rule is refused by another.
    const NAME: &'static str;

    /// The same rule with its learning rate and its weight decay multiplied.
    #[must_use]
    fn scaled(&self, factors: Factors<T>) -> Self
    where
        Self: Sized;

    /// Changes some parameters against their gradient, in a step that has begun.
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut Self::State<G>);

    /// Begins a step: counts it.
    #[inline]
    fn begin<G: Parameters<Scalar = T>>(&self, state: &mut Self::State<G>) {
        state.advance();
    }

    /// One step: changes the parameters against the gradient.
    #[inline]
    fn step<N: Network<Scalar = T>>(
        &self,
        net: &mut N,
        gradient: &N::Gradient,
        state: &mut Self::State<N::Gradient>,
    ) {
        self.begin(state);
        Span::each(net, gradient, |span| self.update(span, state));
    }

    /// Whether a step is [`begin`](Self::begin), then [`update`](Self::update) of every span, and nothing else. If so, a backward
    /// pass can take it on its way, some parameters at a time, while the slopes of others are still to come.
    const IN_PARTS: bool = false;

    /// Whether [`plain_rate`](Self::plain_rate) is ever asked for: a pass for it is compiled.
    const MAY_BE_PLAIN: bool = false;

    /// η, if the step after so many steps is w ← w − η g and nothing else: it needs no slopes at all then. Asked for where
    /// [`MAY_BE_PLAIN`](Self::MAY_BE_PLAIN) says so.
    #[inline]
    fn plain_rate(&self, _steps: u64) -> Option<T> {
        None
    }

    /// One step with a batch: the gradient of its mean loss, and [`step`](Self::step). Returns the mean score before it.
    ///
    /// `gradient` is the memory for it, whatever it held before; what it holds afterwards is not said: where it pays, the parameters
    /// change on the way back through the network.
    ///
    /// ```
    /// use typed_nn::network;
    /// use typed_nn::optimizer::{Adam, Optimizer};
    ///
    /// network! { struct Net< 2 => tanh 8 => linear 1 > }
    ///
    /// let (mut net, mut gradient) = (Net::new(1), Net::ZERO);
    /// let adam = Adam { learning_rate: 0.01, ..Adam::default() };
    /// let mut state = adam.state(&net);
    /// let (inputs, targets) = ([[1.0, 0.0], [0.0, 1.0]], [[0.5], [-0.5]]);
    /// for _ in 0..200 {
    ///     adam.learn_batch(&mut net, &inputs, &targets, &mut gradient, &mut state)?;
    /// }
    /// assert!((net.forward([1.0, 0.0])[0] - 0.5).abs() < 0.01);
    /// # Ok::<(), typed_nn::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`]; nothing changes then.
    #[inline]
    fn learn_batch<X, Y, N: Learn<X, Y> + Network<Scalar = T>>(
        &self,
        net: &mut N,
        inputs: &[X],
        targets: &[Y],
        gradient: &mut N::Gradient,
        state: &mut Self::State<N::Gradient>,
    ) -> Result<Score<T>, Error>
    where
        Self: Sized,
    {
        N::check(inputs, targets)?;
        let memory = (&mut *gradient, &mut *state);
        let learnt = on_the_way(self, net, Noise::NONE, (inputs, targets), memory, |_, _| {
            true
        });
        if let Some((score, _)) = learnt {
            return Ok(score);
        }
        gradient.fill(T::ZERO);
        let score = net.gradient_batch(inputs, targets, gradient);
        self.step(net, gradient, state);
        Ok(score)
    }

    /// After how many steps its schedule is over, if a further step would be a mistake: a trainer
    /// refuses it.
    fn end(&self) -> Option<u64> {
        None
    }

    /// Writes down what the rule remembers outside its state: a schedule that goes by losses.
    fn save(&self, _to: &mut Writer<'_>) {}

    /// Takes over what was written.
    fn load(&self, _from: &mut Reader<'_>) {}

    /// The state before the first step, for this network.
    fn state<N: Network<Scalar = T>>(&self, _net: &N) -> Self::State<N::Gradient> {
        Self::State::ZERO
    }
}
