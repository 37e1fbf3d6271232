use super::adam::Moments;
use super::{Decay, Optimizer, Remembered, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// Rectified [`Adam`](super::Adam): w ← w − η m̂ r / (√v̂ + ε), and w ← w − η m̂ in the first steps
    ///
    /// Early on, v̂ is the mean of too few squares to be divided by: with ρ∞ = 2 / (1 − β₂) − 1 and
    /// ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ) it is left out until ρₜ > 5, then
    /// r² = (ρₜ − 4) (ρₜ − 2) ρ∞ / ((ρ∞ − 4) (ρ∞ − 2) ρₜ). Liu et al., "On the Variance of the Adaptive
    /// Learning Rate and Beyond", ICLR 2020. PyTorch:
    /// [`RAdam`](https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html). ε
    /// is added before v is corrected, as there.
    pub struct RAdam {
        learning_rate: T = 1e-3, beta1: T = 0.9, beta2: T = 0.999, epsilon: T = 1e-8,
        weight_decay: T = 0.0,
    }
}

impl<T: Scalar> Optimizer<T> for RAdam<T> {
    /// m and v.
    type State<G: Parameters<Scalar = T>> = State<G, 2>;

    common!(RAdam);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 2>) {
        let moments = Moments::at(state.steps(), self.beta1, self.beta2);
        let rate = self.learning_rate / moments.first;
        let decay = Decay::coupled(self.weight_decay);
        let rectification = self.rectification(state.steps(), moments.second);
        state.each(span, decay, |w, g, m, v| {
            moments.mean(m, g);
            moments.square(v, g);
            let size = match rectification {
                Some(r) => r * moments.root / (v.sqrt() + self.epsilon),
                None => T::ONE,
            };
            *w -= rate * *m * size;
        });
    }
}

impl<T: Scalar> RAdam<T> {
    /// r, once there is one. In `f64`: ρ∞ − ρₜ is a small difference at first.
    fn rectification(&self, step: u64, second: T) -> Option<T> {
        let (beta2, second) = (self.beta2.to_f64(), second.to_f64());
        let last = 2.0 / (1.0 - beta2) - 1.0;
        let step = step as f64;
        let now = last - 2.0 * step * (1.0 - second) / second;
        let square = (now - 4.0) * (now - 2.0) * last / ((last - 4.0) * (last - 2.0) * now);
        (now > 5.0).then(|| T::of(square.sqrt()))
    }
}
