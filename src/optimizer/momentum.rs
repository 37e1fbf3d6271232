use super::{Optimizer, State};
use crate::flat::Parameters;
use crate::network::Network;
use crate::scalar::Scalar;

/// Gradient descent with momentum: v ← μ v + g, w ← w − η v
///
/// Polyak, 1964. PyTorch:
/// [`SGD`](https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html) with `momentum`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Momentum<T = f32> {
    /// η, above 0.
    pub learning_rate: T,
    /// μ, from 0 to 1: how much of the velocity is kept.
    pub momentum: T,
}

impl<T: Scalar> Default for Momentum<T> {
    /// η = 0.001, μ = 0.9
    fn default() -> Self {
        Self {
            learning_rate: T::of(1e-3),
            momentum: T::of(0.9),
        }
    }
}

impl<T: Scalar> Optimizer<T> for Momentum<T> {
    /// v, the velocity.
    type State<G: Parameters<Scalar = T>> = State<G, 1>;

    #[inline]
    fn step<N: Network<Scalar = T>>(
        &self,
        net: &mut N,
        gradient: &N::Gradient,
        state: &mut State<N::Gradient, 1>,
    ) {
        state.steps += 1;
        let [velocity] = state.moments_mut();
        let gradient = gradient.as_slice().iter();
        for ((w, v), &g) in net.trained_mut().iter_mut().zip(velocity).zip(gradient) {
            *v = self.momentum * *v + g;
            *w -= self.learning_rate * *v;
        }
    }
}
