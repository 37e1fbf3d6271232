use super::{Decay, Optimizer, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// Adadelta: v ← ρ v + (1 − ρ) g², d = g √(u + ε) / √(v + ε), u ← ρ u + (1 − ρ) d², w ← w − η d
    ///
    /// The steps have the units of the weights, so that η can stay 1. Zeiler, 2012. PyTorch:
    /// [`Adadelta`](https://docs.pytorch.org/docs/stable/generated/torch.optim.Adadelta.html).
    pub struct Adadelta {
        learning_rate: T = 1.0,
        /// ρ, from 0 to 1: how much of both means is kept.
        rho: T = 0.9,
        epsilon: T = 1e-6, weight_decay: T = 0.0,
    }
}

impl<T: Scalar> Optimizer<T> for Adadelta<T> {
    /// v and u.
    type State<G: Parameters<Scalar = T>> = State<G, 2>;

    common!(Adadelta);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 2>) {
        let (keep, add, epsilon) = (self.rho, T::ONE - self.rho, self.epsilon);
        state.each(span, Decay::coupled(self.weight_decay), |w, g, v, u| {
            *v = keep * *v + add * g * g;
            let d = (*u + epsilon).sqrt() / (*v + epsilon).sqrt() * g;
            *u = keep * *u + add * d * d;
            *w -= self.learning_rate * d;
        });
    }
}
