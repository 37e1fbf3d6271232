//! Parameters that a step changes.

use crate::flat::Parameters;
use crate::network::Network;
use crate::scalar::Scalar;

/// Parameters that stand in a row, beside their gradient: a whole network's, or a part's.
#[derive(Debug)]
pub struct Span<'a, T> {
    /// Where they begin among all that are trained.
    pub start: usize,
    /// w
    pub parameters: &'a mut [T],
    /// g = ∂L/∂w
    pub gradient: &'a [T],
}

impl<'a, T: Scalar> Span<'a, T> {
    /// All parameters that are trained.
    #[inline]
    pub fn all<N: Network<Scalar = T>>(net: &'a mut N, gradient: &'a N::Gradient) -> Self {
        Self {
            start: 0,
            parameters: net.trained_mut(),
            gradient: gradient.as_slice(),
        }
    }

    /// Those of it that are among the `len` parameters from `start` on.
    #[inline]
    pub fn part(&mut self, start: usize, len: usize) -> Span<'_, T> {
        let from = start.saturating_sub(self.start).min(self.parameters.len());
        let to = (start + len).saturating_sub(self.start).max(from);
        let to = to.min(self.parameters.len());
        Span {
            start: self.start + from,
            parameters: self.parameters.get_mut(from..to).unwrap_or_default(),
            gradient: self.gradient.get(from..to).unwrap_or_default(),
        }
    }
}

/// By what an optimiser's settings are multiplied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factors<T = f32> {
    /// On η.
    pub learning_rate: T,
    /// On λ.
    pub weight_decay: T,
}

impl<T: Scalar> Default for Factors<T> {
    /// 1 and 1: nothing changes.
    fn default() -> Self {
        Self {
            learning_rate: T::ONE,
            weight_decay: T::ONE,
        }
    }
}

/// How weights are drawn towards 0 in a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decay<T> {
    /// g ← g + λ w
    in_gradient: T,
    /// w ← (1 − η λ) w
    keep: T,
}

impl<T: Scalar> Decay<T> {
    /// g ← g + λ w: the slope of a penalty λ/2 |w|², which moments then see as well.
    #[inline]
    pub fn coupled(weight_decay: T) -> Self {
        Self {
            in_gradient: weight_decay,
            keep: T::ONE,
        }
    }

    /// w ← w − η λ w before the step, which no moment sees. Loshchilov and Hutter, ICLR 2019.
    #[inline]
    pub fn decoupled(learning_rate: T, weight_decay: T) -> Self {
        Self {
            in_gradient: T::ZERO,
            keep: T::ONE - learning_rate * weight_decay,
        }
    }

    /// Shrinks the weight, and gives the slope that its step is made of.
    #[inline]
    pub fn apply(self, w: &mut T, g: T) -> T {
        *w *= self.keep;
        g + self.in_gradient * *w
    }
}
