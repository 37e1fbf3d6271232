use super::{Decay, Optimizer, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// RMSprop: v ← α v + (1 − α) g², w ← w − η g / (√v + ε)
    ///
    /// Hinton, lecture 6e of "Neural Networks for Machine Learning", 2012. With momentum, or centred, it
    /// is [`RmsPropMomentum`](super::RmsPropMomentum). PyTorch:
    /// [`RMSprop`](https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html).
    pub struct RmsProp {
        learning_rate: T = 1e-2, alpha: T = 0.99, epsilon: T = 1e-8, weight_decay: T = 0.0,
    }
}

impl<T: Scalar> Optimizer<T> for RmsProp<T> {
    /// v.
    type State<G: Parameters<Scalar = T>> = State<G, 1>;

    common!(RmsProp);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 1>) {
        state.each(span, Decay::coupled(self.weight_decay), |w, g, v| {
            *v = self.alpha * *v + (T::ONE - self.alpha) * g * g;
            *w -= self.learning_rate * g / (v.sqrt() + self.epsilon);
        });
    }
}
