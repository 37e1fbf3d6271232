//! Optimisers: what a gradient does to the parameters.
//!
//! An optimiser is a struct of its settings, with PyTorch's defaults; what it remembers between
//! steps is a [`State`], held by whoever trains. Adding one means adding a file here and naming it
//! below.
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

mod adam;
mod momentum;
mod nesterov;
mod sgd;
mod state;

pub use adam::Adam;
pub use momentum::Momentum;
pub use nesterov::Nesterov;
pub use sgd::Sgd;
pub use state::State;

use crate::flat::{Parameters, Zeroed};
use crate::network::Network;
use crate::scalar::Scalar;

/// A rule by which a gradient changes the parameters of a network of `T`.
pub trait Optimizer<T: Scalar> {
    /// What is remembered between steps, for gradients of type `G`.
    type State<G: Parameters<Scalar = T>>: Zeroed;

    /// One step: changes the parameters against the gradient.
    fn step<N: Network<Scalar = T>>(
        &self,
        net: &mut N,
        gradient: &N::Gradient,
        state: &mut Self::State<N::Gradient>,
    );

    /// The state before the first step, for this network.
    fn state<N: Network<Scalar = T>>(&self, _net: &N) -> Self::State<N::Gradient> {
        Self::State::ZERO
    }
}
