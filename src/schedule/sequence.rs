use super::Schedule;
use crate::saved::{Reader, Writer};

/// One schedule after another: [`Schedule::then`].
///
/// PyTorch: [`SequentialLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Then<A, B> {
    /// The schedule that comes first.
    pub first: A,
    /// For how many steps.
    pub steps: u64,
    /// The schedule from then on, from its beginning.
    pub next: B,
}

impl<A: Schedule, B: Schedule> Schedule for Then<A, B> {
    fn factor(&self, step: u64) -> f64 {
        match step.checked_sub(self.steps) {
            None => self.first.factor(step),
            Some(step) => self.next.factor(step),
        }
    }
    /// The second's; the first's, if it is over before the second begins.
    fn end(&self) -> Option<u64> {
        let first = self.first.end().filter(|&end| end < self.steps);
        first.or_else(|| self.next.end().map(|end| end.saturating_add(self.steps)))
    }

    fn save(&self, to: &mut Writer<'_>) {
        self.first.save(to);
        self.next.save(to);
    }
    fn load(&self, from: &mut Reader<'_>) {
        self.first.load(from);
        self.next.load(from);
    }
}

/// A schedule whose steps are several of the optimiser's: [`Schedule::every`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Every<S> {
    /// The schedule.
    pub schedule: S,
    /// How many steps of the optimiser have the same factor.
    pub steps: u64,
}

impl<S: Schedule> Schedule for Every<S> {
    fn factor(&self, step: u64) -> f64 {
        self.schedule.factor(step / self.steps.max(1))
    }
    fn end(&self) -> Option<u64> {
        let end = self.schedule.end();
        end.map(|end| end.saturating_mul(self.steps.max(1)))
    }

    fn save(&self, to: &mut Writer<'_>) {
        self.schedule.save(to);
    }
    fn load(&self, from: &mut Reader<'_>) {
        self.schedule.load(from);
    }
}
