use super::Schedule;
use crate::math::power;

/// A factor γ more after every `step_size` steps: γ^⌊t / s⌋
///
/// PyTorch: [`StepLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// s, how many steps have the same factor. 0 is as 1.
    pub step_size: u64,
    /// γ; PyTorch takes 0.1.
    pub gamma: f64,
}

impl Schedule for Step {
    fn factor(&self, step: u64) -> f64 {
        power(self.gamma, step / self.step_size.max(1))
    }
}

/// A factor γ more from each milestone on.
///
/// PyTorch: [`MultiStepLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MultiStep<const N: usize> {
    /// The steps from which on there is a factor more, in any order.
    pub milestones: [u64; N],
    /// γ; PyTorch takes 0.1.
    pub gamma: f64,
}

impl<const N: usize> Schedule for MultiStep<N> {
    fn factor(&self, step: u64) -> f64 {
        let passed = self.milestones.iter().filter(|&&from| step >= from);
        power(self.gamma, passed.count() as u64)
    }
}
