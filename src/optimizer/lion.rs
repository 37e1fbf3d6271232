use super::{Decay, Optimizer, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// Lion: w ← w − η λ w − η sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g
    ///
    /// Every step has the size η: take a rate 3 to 10 times smaller than [`Adam`](super::Adam)'s, and a
    /// decay as many times larger. sign(0) = 0. Chen et al., "Symbolic Discovery of Optimization
    /// Algorithms", NeurIPS 2023, algorithm 2; the authors'
    /// [`lion_pytorch.py`](https://github.com/google/automl/blob/master/lion/lion_pytorch.py).
    pub struct Lion {
        learning_rate: T = 1e-4, beta1: T = 0.9, beta2: T = 0.99, weight_decay: T = 0.0,
    }
}

impl<T: Scalar> Optimizer<T> for Lion<T> {
    /// m.
    type State<G: Parameters<Scalar = T>> = State<G, 1>;

    common!(Lion);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 1>) {
        let decay = Decay::decoupled(self.learning_rate, self.weight_decay);
        state.each(span, decay, |w, g, m| {
            let direction = self.beta1 * *m + (T::ONE - self.beta1) * g;
            *m = self.beta2 * *m + (T::ONE - self.beta2) * g;
            if direction > T::ZERO {
                *w -= self.learning_rate;
            } else if direction < T::ZERO {
                *w += self.learning_rate;
            }
        });
    }
}
