use super::{Optimizer, State};
use crate::flat::Parameters;
use crate::network::Network;
use crate::scalar::Scalar;

/// Gradient descent: w ← w − η g
///
/// With one batch after another, stochastic gradient descent (Robbins and Monro, 1951). PyTorch:
/// [`SGD`](https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sgd<T = f32> {
    /// η, above 0.
    pub learning_rate: T,
}

impl<T: Scalar> Default for Sgd<T> {
    /// η = 0.001
    fn default() -> Self {
        Self {
            learning_rate: T::of(1e-3),
        }
    }
}

impl<T: Scalar> Optimizer<T> for Sgd<T> {
    type State<G: Parameters<Scalar = T>> = State<G, 0>;

    #[inline]
    fn step<N: Network<Scalar = T>>(
        &self,
        net: &mut N,
        gradient: &N::Gradient,
        state: &mut State<N::Gradient, 0>,
    ) {
        state.steps += 1;
        for (w, &g) in net.trained_mut().iter_mut().zip(gradient.as_slice()) {
            *w -= self.learning_rate * g;
        }
    }
}
