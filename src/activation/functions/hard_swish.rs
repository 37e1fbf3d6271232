#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepBoth};
use crate::init::Initializer;
use crate::math::clamp;
use crate::scalar::Scalar;

/// f(x) = x · min(max(0, x + 3), 6) / 6
///
/// f′(x) = 0 for x < −3, 1 for x > 3, between them (2x + 3)/6. PyTorch:
/// [`Hardswish`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardswish.html).
#[derive(Debug)]
pub enum hard_swish {}

impl Elementwise for hard_swish {
    type Keep = KeepBoth;
    const INITIALIZER: Initializer = Initializer::HeUniform;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x * clamp(x / T::of(6.0) + T::of(0.5), T::ZERO, T::ONE)
    }
    #[inline]
    fn slope<T: Scalar>(x: T, _y: T) -> T {
        if x < T::of(-3.0) {
            T::ZERO
        } else if x > T::of(3.0) {
            T::ONE
        } else {
            (x + x + T::of(3.0)) / T::of(6.0)
        }
    }
}
