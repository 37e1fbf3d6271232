use super::{Optimizer, State};
use crate::flat::Parameters;
use crate::math::power;
use crate::network::Network;
use crate::scalar::Scalar;

/// Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − η m̂ / (√v̂ + ε)
///
/// m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) in step t, from 1 on. Kingma and Ba, ICLR 2015. PyTorch:
/// [`Adam`](https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html). (As there, ε
/// stands outside the corrected root; Keras puts it inside.)
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adam<T = f32> {
    /// η, above 0.
    pub learning_rate: T,
    /// β₁, from 0 to 1: how much of the mean of gradients is kept.
    pub beta1: T,
    /// β₂, from 0 to 1: how much of the mean of their squares is kept.
    pub beta2: T,
    /// ε, above 0: keeps the division finite.
    pub epsilon: T,
}

impl<T: Scalar> Default for Adam<T> {
    /// η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸
    fn default() -> Self {
        Self {
            learning_rate: T::of(1e-3),
            beta1: T::of(0.9),
            beta2: T::of(0.999),
            epsilon: T::of(1e-8),
        }
    }
}

impl<T: Scalar> Optimizer<T> for Adam<T> {
    /// m and v.
    type State<G: Parameters<Scalar = T>> = State<G, 2>;

    #[inline]
    fn step<N: Network<Scalar = T>>(
        &self,
        net: &mut N,
        gradient: &N::Gradient,
        state: &mut State<N::Gradient, 2>,
    ) {
        let Self {
            learning_rate,
            beta1,
            beta2,
            epsilon,
        } = *self;
        state.steps += 1;
        let rate = learning_rate / (T::ONE - power(beta1, state.steps));
        let root = (T::ONE - power(beta2, state.steps)).sqrt();
        let [mean, square] = state.moments_mut();
        let moments = mean.iter_mut().zip(square);
        let gradient = gradient.as_slice().iter();
        for ((w, (m, v)), &g) in net.trained_mut().iter_mut().zip(moments).zip(gradient) {
            *m = beta1 * *m + (T::ONE - beta1) * g;
            *v = beta2 * *v + (T::ONE - beta2) * g * g;
            *w -= rate * *m / (v.sqrt() / root + epsilon);
        }
    }
}
