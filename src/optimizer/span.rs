//! Parameters that a step changes.

use crate::kernel::simd::Simd;
use crate::network::{Network, each_pair};
use crate::scalar::Scalar;
use core::ops::Range;

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

impl<T: Scalar> Span<'_, T> {
    /// All parameters that are trained: one span, or several where some are frozen.
    #[inline]
    pub fn each<N: Network<Scalar = T>>(
        net: &mut N,
        gradient: &N::Gradient,
        mut visit: impl FnMut(Span<'_, T>),
    ) {
        let mut start = 0;
        each_pair(net, gradient, |parameters, gradient| {
            let len = parameters.len();
            visit(Span {
                start,
                parameters,
                gradient,
            });
            start += len;
        });
    }

    /// Those of it that are among the `len` parameters from `start` on.
    #[inline]
    pub fn part(&mut self, start: usize, len: usize) -> Span<'_, T> {
        let shared = overlap((self.start, self.parameters.len()), (start, len));
        Span {
            start: self.start + shared.start,
            gradient: self.gradient.get(shared.clone()).unwrap_or_default(),
            parameters: self.parameters.get_mut(shared).unwrap_or_default(),
        }
    }
}

/// What two stretches of parameters, each a start and a length, share: counted from the first's
/// start.
#[inline]
pub(crate) fn overlap(first: (usize, usize), second: (usize, usize)) -> Range<usize> {
    let from = second.0.saturating_sub(first.0).min(first.1);
    let to = (second.0 + second.1).saturating_sub(first.0);
    from..to.clamp(from, first.1)
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

    /// The slope that a step is made of, in every lane.
    #[inline(always)]
    pub(super) fn slope<S: Simd<T>>(self, s: S, w: S::V, g: S::V) -> S::V {
        s.mul_add(s.splat(self.in_gradient), w, g)
    }

    /// What is kept of the weight, in every lane.
    #[inline(always)]
    pub(super) fn kept<S: Simd<T>>(self, s: S, w: S::V) -> S::V {
        s.mul(w, s.splat(self.keep))
    }
}
