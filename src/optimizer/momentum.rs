use super::{Decay, Optimizer, Remembered, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// Gradient descent with momentum: v ← μ v + (1 − τ) g, w ← w − η v
    ///
    /// In the first step v = g. With Nesterov's look ahead, w ← w − η (g + μ v). Polyak, 1964;
    /// Nesterov, 1983, in the form of Sutskever et al., ICML 2013. PyTorch:
    /// [`SGD`](https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html) with `momentum`.
    pub struct Momentum {
        learning_rate: T = 1e-3, momentum: T = 0.9,
        /// τ, from 0 to 1: how much of the gradient is left out.
        dampening: T = 0.0,
        weight_decay: T = 0.0,
        /// Whether the step looks ahead.
        nesterov: bool = false,
    }
}

impl<T: Scalar> Optimizer<T> for Momentum<T> {
    /// v, the velocity.
    type State<G: Parameters<Scalar = T>> = State<G, 1>;

    common!(Momentum);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 1>) {
        let share = match state.steps() {
            0 | 1 => T::ONE,
            _ => T::ONE - self.dampening,
        };
        // w ← w − η (ahead g + along v)
        let (ahead, along) = match self.nesterov {
            true => (T::ONE, self.momentum),
            false => (T::ZERO, T::ONE),
        };
        state.each(span, Decay::coupled(self.weight_decay), |w, g, v| {
            *v = self.momentum * *v + share * g;
            *w -= self.learning_rate * (ahead * g + along * *v);
        });
    }
}
