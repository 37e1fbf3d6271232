use super::Schedule;
use crate::math::power;

/// A factor γ more in every step: γᵗ
///
/// PyTorch: [`ExponentialLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    /// γ
    pub gamma: f64,
}

impl Schedule for Exponential {
    fn factor(&self, step: u64) -> f64 {
        power(self.gamma, step)
    }
}
