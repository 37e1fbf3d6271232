use super::{Decay, Optimizer, Span, State};
use crate::flat::Parameters;
use crate::scalar::Scalar;

settings! {
    /// RMSprop with momentum: v ← α v + (1 − α) g², b ← μ b + g / (√v + ε), w ← w − η b
    ///
    /// Centred, √(v − ḡ²) stands for √v, with ḡ ← α ḡ + (1 − α) g: the deviation of the slopes from
    /// their mean. Graves, "Generating Sequences With Recurrent Neural Networks", 2013. PyTorch:
    /// [`RMSprop`](https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html) with
    /// `momentum` and `centered`.
    pub struct RmsPropMomentum {
        learning_rate: T = 1e-2, alpha: T = 0.99, epsilon: T = 1e-8, momentum: T = 0.9,
        weight_decay: T = 0.0,
        /// Whether the mean slope is taken off.
        centered: bool = false,
    }
}

impl<T: Scalar> Optimizer<T> for RmsPropMomentum<T> {
    /// v, b and ḡ.
    type State<G: Parameters<Scalar = T>> = State<G, 3>;

    common!(RmsPropMomentum);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 3>) {
        let taken_off = if self.centered { T::ONE } else { T::ZERO };
        state.each(
            span,
            Decay::coupled(self.weight_decay),
            |w, g, v, b, mean| {
                *v = self.alpha * *v + (T::ONE - self.alpha) * g * g;
                *mean = self.alpha * *mean + (T::ONE - self.alpha) * g;
                // rounding may take a variance of 0 below it
                let variance = (*v - taken_off * *mean * *mean).max(T::ZERO);
                *b = self.momentum * *b + g / (variance.sqrt() + self.epsilon);
                *w -= self.learning_rate * *b;
            },
        );
    }
}
