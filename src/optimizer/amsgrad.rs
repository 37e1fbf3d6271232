use super::adam::Moments;
use super::{Decay, Optimizer, Remembered, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// [`Adam`](super::Adam) with the largest v so far: v̂ = max v / (1 − β₂ᵗ)
    ///
    /// A slope that was large once keeps its steps small. Reddi et al., "On the Convergence of Adam and
    /// Beyond", ICLR 2018. PyTorch: [`Adam`](https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html)
    /// or [`AdamW`](https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html) with
    /// `amsgrad=True`.
    pub struct AmsGrad {
        learning_rate: T = 1e-3, beta1: T = 0.9, beta2: T = 0.999, epsilon: T = 1e-8,
        weight_decay: T = 0.0,
        /// Whether the decay is [`AdamW`](super::AdamW)'s, w ← w − η λ w, instead.
        decoupled_weight_decay: bool = false,
    }
}

impl<T: Scalar> Optimizer<T> for AmsGrad<T> {
    /// m, v and the largest v.
    type State<G: Parameters<Scalar = T>> = State<G, 3>;

    common!(AmsGrad);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 3>) {
        let moments = Moments::at(state.steps(), self.beta1, self.beta2);
        let rate = self.learning_rate / moments.first;
        let decay = match self.decoupled_weight_decay {
            true => Decay::decoupled(self.learning_rate, self.weight_decay),
            false => Decay::coupled(self.weight_decay),
        };
        state.each(span, decay, |w, g, m, v, largest| {
            moments.mean(m, g);
            moments.square(v, g);
            *largest = largest.max(*v);
            *w -= rate * *m / (largest.sqrt() / moments.root + self.epsilon);
        });
    }
}
