use super::adam::Moments;
use super::{Decay, Optimizer, Remembered, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// [`Adam`](super::Adam) with Nesterov's momentum: w ← w − η (a g + b m) / (√v̂ + ε)
    ///
    /// With μₜ = β₁ (1 − ½ 0.96^(t ψ)) and Πₜ = μ₁ ⋯ μₜ, a = (1 − μₜ) / (1 − Πₜ) and
    /// b = μₜ₊₁ / (1 − Πₜ₊₁). Dozat, "Incorporating Nesterov Momentum into Adam", ICLR workshop 2016.
    /// PyTorch: [`NAdam`](https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html).
    pub struct NAdam {
        learning_rate: T = 2e-3, beta1: T = 0.9, beta2: T = 0.999, epsilon: T = 1e-8,
        weight_decay: T = 0.0,
        /// ψ, from 0 on: how fast the momentum comes up to β₁.
        momentum_decay: T = 4e-3,
    }
}

impl<T: Scalar> Optimizer<T> for NAdam<T> {
    /// m and v; beside them Πₜ.
    type State<G: Parameters<Scalar = T>> = State<G, 2, f64>;

    common!(NAdam);

    #[inline]
    fn begin<G: Parameters<Scalar = T>>(&self, state: &mut State<G, 2, f64>) {
        state.advance();
        let before = match state.steps() {
            1 => 1.0,
            _ => state.extra,
        };
        state.extra = before * self.momentum(state.steps()).to_f64();
    }

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 2, f64>) {
        let moments = Moments::at(state.steps(), self.beta1, self.beta2);
        let (now, next) = (
            self.momentum(state.steps()),
            self.momentum(state.steps() + 1),
        );
        let product = T::of(state.extra);
        let ahead = self.learning_rate * (T::ONE - now) / (T::ONE - product);
        let along = self.learning_rate * next / (T::ONE - product * next);
        state.each(span, Decay::coupled(self.weight_decay), |w, g, m, v| {
            moments.mean(m, g);
            moments.square(v, g);
            *w -= (ahead * g + along * *m) / ((*v / moments.second).sqrt() + self.epsilon);
        });
    }
}

impl<T: Scalar> NAdam<T> {
    /// μₜ
    fn momentum(&self, step: u64) -> T {
        let fade = (T::of(step as f64) * self.momentum_decay * T::of(0.96).ln()).exp();
        self.beta1 * (T::ONE - T::of(0.5) * fade)
    }
}
