use super::Schedule;

/// Always the same factor.
///
/// PyTorch: [`ConstantLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html)
/// is `Constant { factor }.then(total_iters, Constant::default())`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constant {
    /// The factor.
    pub factor: f64,
}

impl Default for Constant {
    /// 1
    fn default() -> Self {
        Self { factor: 1.0 }
    }
}

impl Schedule for Constant {
    fn factor(&self, _step: u64) -> f64 {
        self.factor
    }
}
