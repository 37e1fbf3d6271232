#![allow(non_camel_case_types)]

use crate::activation;
use crate::loss::{DefaultLoss, Elementwise};
use crate::scalar::Scalar;

/// L = 1/n · Σ (y − t)²
///
/// ∂L/∂y = 2/n · (y − t). The default of regressions. PyTorch:
/// [`MSELoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html).
#[derive(Debug)]
pub enum mean_squared {}

impl Elementwise for mean_squared {
    #[inline]
    fn value<T: Scalar>(y: T, target: T) -> T {
        let d = y - target;
        d * d
    }
    #[inline]
    fn slope<T: Scalar>(y: T, target: T) -> T {
        let d = y - target;
        d + d
    }
}

#[diagnostic::do_not_recommend]
impl<A: activation::Elementwise> DefaultLoss for A {
    type Loss = mean_squared;
}
