//! Gradients that are too large.

use crate::flat::Parameters;
use crate::math::clamp;
use crate::scalar::Scalar;

/// How a gradient that is too large is made smaller: a step against it stays a step downhill.
///
/// Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML
/// 2013.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clip<T> {
    /// Every slope is limited to ±c. PyTorch: `clip_grad_value_`.
    Value(T),
    /// The whole gradient is shortened to the length c, if it is longer. PyTorch:
    /// [`clip_grad_norm_`](https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html).
    Norm(T),
}

impl<T: Scalar> Clip<T> {
    /// Limits a gradient; returns its length √(Σ g²) before.
    pub fn apply<G: Parameters<Scalar = T>>(self, gradient: &mut G) -> T {
        // in `f64`: the squares of large slopes would overflow
        let squares = gradient.as_slice().iter().map(|g| g.to_f64() * g.to_f64());
        let norm = squares.sum::<f64>().sqrt();
        match self {
            Self::Value(limit) => {
                for g in gradient.as_mut_slice() {
                    *g = clamp(*g, -limit, limit);
                }
            }
            Self::Norm(limit) => {
                // as PyTorch does, a little shorter than asked for
                let factor = T::of((limit.to_f64() / (norm + 1e-6)).min(1.0));
                for g in gradient.as_mut_slice() {
                    *g *= factor;
                }
            }
        }
        T::of(norm)
    }
}
