use super::{Decay, Optimizer, Remembered, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// Adagrad: s ← s + g², w ← w − ηₜ g / (√s + ε), ηₜ = η / (1 + (t − 1) κ) in step t
    ///
    /// Duchi, Hazan and Singer, JMLR 12, 2011. PyTorch:
    /// [`Adagrad`](https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html).
    pub struct Adagrad {
        learning_rate: T = 1e-2,
        /// κ, from 0 on: how fast the rate falls beside that.
        lr_decay: T = 0.0,
        /// What every sum of squares begins with.
        initial_accumulator_value: T = 0.0,
        epsilon: T = 1e-10, weight_decay: T = 0.0,
    }
}

impl<T: Scalar> Optimizer<T> for Adagrad<T> {
    /// s, without what it begins with.
    type State<G: Parameters<Scalar = T>> = State<G, 1>;

    common!(Adagrad);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 1>) {
        let before = T::of(state.steps().saturating_sub(1) as f64);
        let rate = self.learning_rate / (T::ONE + before * self.lr_decay);
        state.each(span, Decay::coupled(self.weight_decay), |w, g, sum| {
            *sum += g * g;
            *w -= rate * g / ((self.initial_accumulator_value + *sum).sqrt() + self.epsilon);
        });
    }
}
