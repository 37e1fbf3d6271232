use super::{Decay, Optimizer, Remembered, Span, State};
use crate::flat::Parameters;
use crate::kernel::simd::Simd;
use crate::kernel::{Numbers, Rule, Update};
use crate::math::rest_of_power;
use crate::scalar::Scalar;

settings! {
    /// Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − η m̂ / (√v̂ + ε)
    ///
    /// m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) in step t, from 1 on. Kingma and Ba, ICLR 2015.
    /// PyTorch: [`Adam`](https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html). (As
    /// there, ε stands outside the corrected root; Keras puts it inside.) A mean below 10⁻³⁰ (`f64`: 10⁻²⁹⁰) counts as 0, and v as
    /// at least that: the moments of a unit that is off decay to numbers that many processors are slow with.
    ///
    /// Weight decay that the moments do not see is [`AdamW`](super::AdamW)'s.
    pub struct Adam {
        learning_rate: T = 1e-3, beta1: T = 0.9, beta2: T = 0.999, epsilon: T = 1e-8,
        weight_decay: T = 0.0,
    }
}

impl<T: Scalar> Optimizer<T> for Adam<T> {
    /// m and v.
    type State<G: Parameters<Scalar = T>> = State<G, 2>;

    common!(Adam);

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut State<G, 2>) {
        self.descend(span, Decay::coupled(self.weight_decay), state);
    }
}

impl<T: Scalar> Adam<T> {
    /// The step, under either kind of decay.
    #[inline]
    pub(super) fn descend<G: Parameters<Scalar = T>>(
        &self,
        span: Span<'_, T>,
        decay: Decay<T>,
        state: &mut State<G, 2>,
    ) {
        let moments = Moments::at(state.steps(), self.beta1, self.beta2);
        let step = Step {
            decay,
            in_mean: T::ONE - self.beta1,
            in_square: T::ONE - self.beta2,
            rate: self.learning_rate / moments.first,
            per_root: T::ONE / moments.root,
            epsilon: self.epsilon,
        };
        let moments = state.moments_from(span.start);
        Update {
            rule: step,
            parameters: span.parameters,
            gradient: span.gradient,
            moments,
        }
        .run();
    }
}

/// The numbers of one step.
#[derive(Clone, Copy, Debug)]
pub struct Step<T> {
    decay: Decay<T>,
    /// 1 − β₁
    in_mean: T,
    /// 1 − β₂
    in_square: T,
    /// η / (1 − β₁ᵗ)
    rate: T,
    /// 1 / √(1 − β₂ᵗ)
    per_root: T,
    epsilon: T,
}

impl<T: Scalar> Rule<T> for Step<T> {
    #[inline(always)]
    fn step<S: Simd<T>>(&self, s: S, w: S::V, g: S::V, [m, v]: [S::V; 2]) -> (S::V, [S::V; 2]) {
        let g = self.decay.slope(s, w, g);
        // m − (1 − β₁) (m − g) and v − (1 − β₂) (v − g²): less to do, and v never falls below 0
        let m = s.neg_mul_add(s.splat(self.in_mean), s.sub(m, g), m);
        let v = s.neg_mul_add(s.splat(self.in_square), s.neg_mul_add(g, g, v), v);
        // The slopes of a unit that is off are 0, and its moments decay to numbers that processors are slow with. Where g² is
        // infinite the step is next to 0, and v is no NaN in the next.
        let least = s.splat(T::constant(1e-30, 1e-290));
        let m = s.select(s.less(s.abs(m), least), s.zero(), m);
        let v = s.min(s.splat(T::constant(f32::MAX, f64::MAX)), s.max(least, v));
        let root = s.mul_add(s.root(v), s.splat(self.per_root), s.splat(self.epsilon));
        let kept = self.decay.kept(s, w);
        let w = s.neg_mul_add(s.splat(self.rate), s.quotient(m, root), kept);
        (w, [m, v])
    }
    #[inline]
    fn dispatch(of: Update<'_, T, Self>) {
        T::adam_update(Numbers::task(of));
    }
}

/// The moments that Adam and its kin keep, in step t.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments<T> {
    beta1: T,
    beta2: T,
    /// 1 − β₁ᵗ
    pub first: T,
    /// 1 − β₂ᵗ
    pub second: T,
    /// √(1 − β₂ᵗ)
    pub root: T,
}

impl<T: Scalar> Moments<T> {
    #[inline]
    pub fn at(step: u64, beta1: T, beta2: T) -> Self {
        let second = rest_of_power(beta2, step);
        Self {
            beta1,
            beta2,
            first: rest_of_power(beta1, step),
            second,
            root: second.sqrt(),
        }
    }

    /// m ← β₁ m + (1 − β₁) g
    #[inline]
    pub fn mean(&self, m: &mut T, g: T) {
        *m = self.beta1 * *m + (T::ONE - self.beta1) * g;
    }

    /// v ← β₂ v + (1 − β₂) g²
    #[inline]
    pub fn square(&self, v: &mut T, g: T) {
        *v = self.beta2 * *v + (T::ONE - self.beta2) * g * g;
    }
}
