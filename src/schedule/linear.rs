use super::{Schedule, fraction};

/// From one factor to another along a line: a warm-up, or a decay.
///
/// PyTorch: [`LinearLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html).
/// As a warm-up: Goyal et al., "Accurate, Large Minibatch SGD", 2017.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// The factor in step 0.
    pub start_factor: f64,
    /// The factor from step `total_iters` on.
    pub end_factor: f64,
    /// How many steps it takes to get there.
    pub total_iters: u64,
}

impl Default for Linear {
    /// From ⅓ to 1 in 5 steps.
    fn default() -> Self {
        Self {
            start_factor: 1.0 / 3.0,
            end_factor: 1.0,
            total_iters: 5,
        }
    }
}

impl Schedule for Linear {
    fn factor(&self, step: u64) -> f64 {
        let over = fraction(step, self.total_iters);
        self.start_factor + (self.end_factor - self.start_factor) * over
    }
}
