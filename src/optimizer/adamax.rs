use super::adam::Moments;
use super::{Decay, Optimizer, Remembered, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// Adam by the largest slope: m ← β₁ m + (1 − β₁) g, u ← max(β₂ u, |g| + ε), w ← w − η m̂ / u
    ///
    /// m̂ = m / (1 − β₁ᵗ). Kingma and Ba, ICLR 2015, section 7.1. PyTorch:
    /// [`Adamax`](https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html).
    pub struct AdaMax {
        learning_rate: T = 2e-3, beta1: T = 0.9, beta2: T = 0.999, epsilon: T = 1e-8,
        weight_decay: T = 0.0,
    }
}

impl<T: Scalar> Optimizer<T> for AdaMax<T> {
    /// m and u.
    type State<G: Parameters<Scalar = T>> = State<G, 2>;

    common!(AdaMax);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 2>) {
        let moments = Moments::at(state.steps(), self.beta1, self.beta2);
        let rate = self.learning_rate / moments.first;
        state.each(span, Decay::coupled(self.weight_decay), |w, g, m, u| {
            moments.mean(m, g);
            *u = (self.beta2 * *u).max(g.abs() + self.epsilon);
            *w -= rate * *m / *u;
        });
    }
}
