use super::{Adam, Decay, Optimizer, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// Adam with decoupled weight decay: w ← w − η λ w, then a step of [`Adam`]
    ///
    /// Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019. PyTorch:
    /// [`AdamW`](https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html).
    pub struct AdamW {
        learning_rate: T = 1e-3, beta1: T = 0.9, beta2: T = 0.999, epsilon: T = 1e-8,
        weight_decay: T = 0.01,
    }
}

impl<T: Scalar> Optimizer<T> for AdamW<T> {
    /// m and v.
    type State<G: Parameters<Scalar = T>> = State<G, 2>;

    common!(AdamW);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 2>) {
        let adam = Adam {
            learning_rate: self.learning_rate,
            beta1: self.beta1,
            beta2: self.beta2,
            epsilon: self.epsilon,
            weight_decay: T::ZERO,
        };
        let decay = Decay::decoupled(self.learning_rate, self.weight_decay);
        adam.descend(span, decay, state);
    }
}
