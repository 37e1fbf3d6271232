#![allow(non_camel_case_types)]

use crate::activation::parameter::needs;
use crate::activation::{Parameter, Value};
use crate::loss::Elementwise;
use crate::math::clamp;
use crate::scalar::Scalar;
use core::marker::PhantomData;

const ONE: u64 = 1_f64.to_bits();

/// L = 1/n · Σ ℓ(y − t), ℓ(d) = d²/2 for |d| ≤ δ, else δ (|d| − δ/2), with δ > 0; 1 unless
/// written: `loss = huber(0.5)`.
///
/// ∂ℓ/∂d = d limited to ±δ. Huber, 1964; PyTorch:
/// [`HuberLoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html). Another δ does not
/// compile:
///
/// ```compile_fail
/// typed_nn::network! { struct Net< 2 => linear 2 >, loss = huber(0.0) }
/// ```
#[derive(Debug)]
pub struct huber<P = Value<ONE>>(PhantomData<P>);

impl<P: Parameter> Elementwise for huber<P> {
    const NUMBERS: Result<(), &'static str> = needs(P::VALUE > 0.0, "`huber(δ)` needs δ > 0");

    #[inline]
    fn value<T: Scalar>(y: T, target: T) -> T {
        let (d, limit) = ((y - target).abs(), T::of(P::VALUE));
        if d > limit {
            limit * (d - T::of(0.5) * limit)
        } else {
            T::of(0.5) * d * d
        }
    }
    #[inline]
    fn slope<T: Scalar>(y: T, target: T) -> T {
        clamp(y - target, -T::of(P::VALUE), T::of(P::VALUE))
    }
}
