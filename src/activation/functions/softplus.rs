#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput};
use crate::init::Initializer;
use crate::math;
use crate::scalar::Scalar;

/// f(x) = ln(1 + eˣ)
///
/// f′(x) = σ(x) = 1 − e⁻ʸ. PyTorch:
/// [`Softplus`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html).
#[derive(Debug)]
pub enum softplus {}

impl Elementwise for softplus {
    type Keep = KeepOutput;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        math::softplus(x)
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        -(-y).exp_m1()
    }
}
