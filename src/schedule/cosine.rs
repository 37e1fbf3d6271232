use super::{Schedule, fraction};
use core::f64::consts::PI;

/// From 1 down to e along half a wave: e + (1 − e) (1 + cos(π t/T)) / 2
///
/// Loshchilov and Hutter, "SGDR", ICLR 2017. PyTorch:
/// [`CosineAnnealingLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html),
/// which would rise again past its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cosine {
    /// T, how many steps it takes to get there.
    pub t_max: u64,
    /// e, the factor from then on.
    pub end_factor: f64,
}

impl Schedule for Cosine {
    fn factor(&self, step: u64) -> f64 {
        fall(1.0, self.end_factor, fraction(step, self.t_max))
    }
}

/// A [`Cosine`] that begins again and again, each time `t_mult` times as long.
///
/// Loshchilov and Hutter, "SGDR", ICLR 2017. PyTorch:
/// [`CosineAnnealingWarmRestarts`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CosineRestarts {
    /// How many steps the first wave takes. 0 is as 1.
    pub t_0: u64,
    /// How many times longer the next is than the one before. 0 is as 1.
    pub t_mult: u64,
    /// What each wave falls to.
    pub end_factor: f64,
}

impl Schedule for CosineRestarts {
    fn factor(&self, step: u64) -> f64 {
        let (mut step, mut length) = (step, self.t_0.max(1));
        if self.t_mult <= 1 {
            step = step.checked_rem(length).unwrap_or(0);
        }
        while step >= length {
            step -= length;
            length = length.saturating_mul(self.t_mult);
        }
        fall(1.0, self.end_factor, fraction(step, length))
    }
}

/// From one factor to another along half a wave.
pub(super) fn fall(from: f64, to: f64, over: f64) -> f64 {
    to + (from - to) * 0.5 * (1.0 + libm::cos(PI * over))
}
