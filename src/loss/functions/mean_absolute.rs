#![allow(non_camel_case_types)]

use crate::loss::Elementwise;
use crate::scalar::Scalar;

/// L = 1/n · Σ |y − t|
///
/// ∂L/∂y = sign(y − t) / n, 0 at y = t. PyTorch:
/// [`L1Loss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html).
#[derive(Debug)]
pub enum mean_absolute {}

impl Elementwise for mean_absolute {
    #[inline]
    fn value<T: Scalar>(y: T, target: T) -> T {
        (y - target).abs()
    }
    #[inline]
    fn slope<T: Scalar>(y: T, target: T) -> T {
        let d = y - target;
        if d > T::ZERO {
            T::ONE
        } else if d < T::ZERO {
            -T::ONE
        } else {
            d
        }
    }
}
