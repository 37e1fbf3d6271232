use super::{Schedule, fraction};

/// Down to 0 along a power: (1 − t/T)ᵖ
///
/// PyTorch: [`PolynomialLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Polynomial {
    /// T, the steps until 0 is reached; PyTorch takes 5.
    pub total_iters: u64,
    /// p, above 0; 1 is a line.
    pub power: f64,
}

impl Schedule for Polynomial {
    fn factor(&self, step: u64) -> f64 {
        libm::pow(1.0 - fraction(step, self.total_iters), self.power)
    }
}
