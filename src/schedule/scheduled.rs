use super::Schedule;
use crate::flat::Parameters;
use crate::optimizer::{Factors, Optimizer, Remembered, Span};
use crate::saved::{Reader, Writer};
use crate::scalar::Scalar;

/// An optimiser whose learning rate follows a schedule, by the steps that its state has counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scheduled<O, S> {
    /// The rule of its steps, with the rate that the schedule's factors are on.
    pub optimizer: O,
    /// The factors.
    pub schedule: S,
}

impl<T: Scalar, O: Optimizer<T>, S: Schedule + Clone> Optimizer<T> for Scheduled<O, S> {
    type State<G: Parameters<Scalar = T>> = O::State<G>;
    const NAME: &'static str = O::NAME;
    const IN_PARTS: bool = O::IN_PARTS;
    const MAY_BE_PLAIN: bool = O::MAY_BE_PLAIN;

    #[inline]
    fn scaled(&self, factors: Factors<T>) -> Self {
        Self {
            optimizer: self.optimizer.scaled(factors),
            schedule: self.schedule.clone(),
        }
    }

    #[inline]
    fn begin<G: Parameters<Scalar = T>>(&self, state: &mut O::State<G>) {
        self.optimizer.begin(state);
    }

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, span: Span<'_, T>, state: &mut O::State<G>) {
        let steps = state.steps().saturating_sub(1);
        self.after(steps).update(span, state);
    }

    #[inline]
    fn plain_rate(&self, steps: u64) -> Option<T> {
        self.after(steps).plain_rate(steps)
    }

    fn end(&self) -> Option<u64> {
        match (self.optimizer.end(), self.schedule.end()) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }
    fn save(&self, to: &mut Writer<'_>) {
        self.optimizer.save(to);
        self.schedule.save(to);
    }
    fn load(&self, from: &mut Reader<'_>) {
        self.optimizer.load(from);
        self.schedule.load(from);
    }
}

impl<O, S: Schedule> Scheduled<O, S> {
    /// The rule of the step after so many.
    #[inline]
    fn after<T: Scalar>(&self, steps: u64) -> O
    where
        O: Optimizer<T>,
    {
        self.optimizer.scaled(Factors {
            learning_rate: T::of(self.schedule.factor(steps)),
            ..Factors::default()
        })
    }
}
