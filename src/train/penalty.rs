//! What large weights cost.

use crate::flat::Parameters;
use crate::network::Network;
use crate::optimizer::overlap;
use crate::part::Kind;
use crate::scalar::Scalar;

/// λ₁ Σ |w| + λ₂ Σ w² over all weights; biases, and the scale of a `layer_norm`, are left out: the lasso, ridge, or elastic-net penalty
/// (Keras: [`L1L2`](https://keras.io/api/layers/regularizers/)).
///
/// λ₁ draws weights to 0, λ₂ keeps them small. An optimiser's `weight_decay` λ is λ₂ = λ/2 on biases
/// too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Penalty<T = f32> {
    /// λ₁, from 0 on.
    pub l1: T,
    /// λ₂, from 0 on.
    pub l2: T,
}

impl<T: Scalar> Penalty<T> {
    /// Weights cost nothing.
    pub const NONE: Self = Self {
        l1: T::ZERO,
        l2: T::ZERO,
    };

    /// Adds the penalty's slopes to a gradient, λ₁ sign(w) + 2 λ₂ w with sign(0) = 0. Returns the
    /// penalty.
    pub fn add<N: Network<Scalar = T>>(self, net: &mut N, gradient: &mut N::Gradient) -> T {
        if self == Self::NONE {
            return T::ZERO;
        }
        let mut total = T::ZERO;
        let mut start = 0;
        net.each_trained(&mut |parameters| {
            let mut part_start = 0;
            N::Gradient::each_part(&mut |part| {
                let weights = overlap((start, parameters.len()), (part_start, part.len));
                let slopes = weights.start + start..weights.end + start;
                part_start += part.len;
                if part.kind != Kind::Weights {
                    return;
                }
                let slopes = gradient.as_mut_slice().get_mut(slopes).unwrap_or_default();
                let weights = parameters.get(weights).unwrap_or_default();
                for (w, g) in weights.iter().zip(slopes) {
                    total += self.l1 * w.abs() + self.l2 * *w * *w;
                    *g += self.l1 * sign(*w) + (self.l2 + self.l2) * *w;
                }
            });
            start += parameters.len();
        });
        total
    }
}

/// 1, 0 or −1
fn sign<T: Scalar>(x: T) -> T {
    if x > T::ZERO {
        T::ONE
    } else if x < T::ZERO {
        -T::ONE
    } else {
        T::ZERO
    }
}
