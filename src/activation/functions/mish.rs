#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepBoth};
use crate::init::Initializer;
use crate::math::{sigmoid, softplus};
use crate::scalar::Scalar;

/// f(x) = x tanh(softplus(x))
///
/// f′(x) = t + x (1 − t²) σ(x), t = tanh(softplus(x)). PyTorch:
/// [`Mish`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Mish.html).
///
/// Misra, BMVC 2020.
#[derive(Debug)]
pub enum mish {}

impl Elementwise for mish {
    type Keep = KeepBoth;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x * softplus(x).tanh()
    }
    #[inline]
    fn slope<T: Scalar>(x: T, _y: T) -> T {
        let t = softplus(x).tanh();
        t + x * (T::ONE - t * t) * sigmoid(x)
    }
}
