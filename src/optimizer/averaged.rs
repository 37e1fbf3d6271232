use super::{Factors, Optimizer, Remembered, Span};
use crate::flat::{Parameters, Zeroed};
use crate::saved::{Reader, Saved, Writer};
use crate::scalar::Scalar;

/// An optimiser that keeps an exponential moving average of the parameters: a ← δ a + (1 − δ) w
/// after each step, and a = w after the first.
///
/// The average often does better than the last step. It stands in the state, a trainer's in
/// [`Trainer::state`](crate::train::Trainer::state); copy it into a network to use it. Polyak and Juditsky, 1992; PyTorch:
/// [`get_ema_multi_avg_fn`](https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema).
///
/// ```
/// use typed_nn::optimizer::{Adam, Averaged, Optimizer};
/// use typed_nn::{Parameters, network};
///
/// network! { struct Net< 2 => tanh 8 => linear 1 > }
///
/// let optimizer = Averaged { optimizer: Adam::default(), decay: 0.99 };
/// let mut net = Net::new(1);
/// let mut state = optimizer.state(&net);
/// let mut gradient = Net::ZERO;
/// net.gradient([1.0, 0.0], [0.5], &mut gradient);
/// optimizer.step(&mut net, &gradient, &mut state);
///
/// let mut average = Net::ZERO;
/// average.copy_from(&state.average);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Averaged<O, T = f32> {
    /// The rule of its steps.
    pub optimizer: O,
    /// δ, from 0 to 1: how much of the average is kept. PyTorch takes 0.999.
    pub decay: T,
}

/// What [`Averaged`] remembers.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AveragedState<S, G> {
    /// What the rule remembers.
    pub optimizer: S,
    /// a
    pub average: G,
}

// SAFETY: two values that are zero bytes; what lies between them does not matter.
#[allow(unsafe_code)]
unsafe impl<S: Zeroed, G: Zeroed> Zeroed for AveragedState<S, G> {
    const ZERO: Self = Self {
        optimizer: S::ZERO,
        average: G::ZERO,
    };
}

impl<S: Saved, G: Parameters> Saved for AveragedState<S, G> {
    fn save(&self, to: &mut Writer<'_>) {
        self.optimizer.save(to);
        to.scalars(self.average.as_slice());
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        self.optimizer.load(from);
        from.scalars(self.average.as_mut_slice());
    }
}

impl<S: Remembered, G: Parameters> Remembered for AveragedState<S, G> {
    #[inline]
    fn steps(&self) -> u64 {
        self.optimizer.steps()
    }
    #[inline]
    fn advance(&mut self) {
        self.optimizer.advance();
    }
}

impl<T: Scalar, O: Optimizer<T>> Optimizer<T> for Averaged<O, T> {
    type State<G: Parameters<Scalar = T>> = AveragedState<O::State<G>, G>;
    const NAME: &'static str = O::NAME;
    const IN_PARTS: bool = O::IN_PARTS;

    #[inline]
    fn scaled(&self, factors: Factors<T>) -> Self {
        Self {
            optimizer: self.optimizer.scaled(factors),
            ..*self
        }
    }

    #[inline]
    fn begin<G: Parameters<Scalar = T>>(&self, state: &mut Self::State<G>) {
        self.optimizer.begin(&mut state.optimizer);
    }

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, mut span: Span<'_, T>, state: &mut Self::State<G>) {
        let (start, len) = (span.start, span.parameters.len());
        self.optimizer
            .update(span.part(start, len), &mut state.optimizer);
        let keep = match state.steps() {
            1 => T::ZERO,
            _ => self.decay,
        };
        let average = state.average.as_mut_slice().get_mut(start..);
        for (a, &mut w) in average.unwrap_or_default().iter_mut().zip(span.parameters) {
            *a = keep * *a + (T::ONE - keep) * w;
        }
    }

    fn end(&self) -> Option<u64> {
        self.optimizer.end()
    }
    fn save(&self, to: &mut Writer<'_>) {
        self.optimizer.save(to);
    }
    fn load(&self, from: &mut Reader<'_>) {
        self.optimizer.load(from);
    }
}
