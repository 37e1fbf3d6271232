use super::{Decay, Optimizer, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// Gradient descent: w ← w − η g
    ///
    /// With one batch after another, stochastic gradient descent (Robbins and Monro, 1951). It needs
    /// no memory; with momentum it is [`Momentum`](super::Momentum). PyTorch:
    /// [`SGD`](https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html).
    pub struct Sgd {
        learning_rate: T = 1e-3, weight_decay: T = 0.0,
    }
}

impl<T: Scalar> Optimizer<T> for Sgd<T> {
    type State<G: Parameters<Scalar = T>> = State<G, 0>;

    common!(Sgd);

    const MAY_BE_PLAIN: bool = true;

    #[inline]
    fn plain_rate(&self, _steps: u64) -> Option<T> {
        (self.weight_decay == T::ZERO).then_some(self.learning_rate)
    }

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 0>) {
        state.each(span, Decay::coupled(self.weight_decay), |w, g| {
            *w -= self.learning_rate * g;
        });
    }
}
