use super::Schedule;
use super::cosine::fall;

/// Up to the full rate and down to next to none, in one cycle.
///
/// From 1/`div_factor` to 1 in the first `pct_start` of the steps, then to
/// 1/(`div_factor` · `final_div_factor`) in the last. Smith and Topin, "Super-Convergence", 2018.
/// PyTorch: [`OneCycleLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html)
/// with `cycle_momentum=False`; its `max_lr` is the optimiser's rate. As there, a trainer refuses a
/// step beyond the last ([`Error::ScheduleEnded`](crate::Error::ScheduleEnded)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneCycle {
    /// How many steps the cycle takes.
    pub total_steps: u64,
    /// Which part of them goes up, from 0 to 1.
    pub pct_start: f64,
    /// By how much the first rate is smaller than the largest.
    pub div_factor: f64,
    /// By how much the last rate is smaller than the first.
    pub final_div_factor: f64,
    /// Along which curve.
    pub anneal_strategy: Anneal,
}

/// The curve of a [`OneCycle`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anneal {
    /// Half a wave of the cosine.
    Cosine,
    /// A line.
    Linear,
}

impl OneCycle {
    /// A cycle with PyTorch's other settings: 30 % up, from 1/25, down to 1/250,000, along cosines.
    pub fn new(total_steps: u64) -> Self {
        Self {
            total_steps,
            pct_start: 0.3,
            div_factor: 25.0,
            final_div_factor: 1e4,
            anneal_strategy: Anneal::Cosine,
        }
    }
}

impl Schedule for OneCycle {
    fn end(&self) -> Option<u64> {
        Some(self.total_steps)
    }
    fn factor(&self, step: u64) -> f64 {
        let first = 1.0 / self.div_factor;
        let (top, end) = (
            self.pct_start * self.total_steps as f64 - 1.0,
            self.total_steps as f64 - 1.0,
        );
        let step = (step as f64).min(end);
        let (from, to, over) = if step <= top {
            (first, 1.0, step / top)
        } else {
            (
                1.0,
                first / self.final_div_factor,
                (step - top) / (end - top),
            )
        };
        // a part of no length is over
        let over = if over.is_nan() { 1.0 } else { over };
        match self.anneal_strategy {
            Anneal::Cosine => fall(from, to, over),
            Anneal::Linear => from + (to - from) * over,
        }
    }
}
