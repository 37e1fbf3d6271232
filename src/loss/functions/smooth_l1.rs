#![allow(non_camel_case_types)]

use crate::activation::parameter::needs;
use crate::activation::{Parameter, Value};
use crate::loss::Elementwise;
use crate::scalar::Scalar;
use core::marker::PhantomData;

const ONE: u64 = 1_f64.to_bits();

/// L = 1/n · Σ ℓ(y − t), ℓ(d) = d²/(2β) for |d| < β, else |d| − β/2, with β ≥ 0; 1 unless
/// written: `loss = smooth_l1(0.1)`.
///
/// ∂ℓ/∂d = d/β limited to ±1. Girshick, "Fast R-CNN", ICCV 2015; PyTorch:
/// [`SmoothL1Loss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html). Another β does
/// not compile:
///
/// ```compile_fail
/// typed_nn::network! { struct Net< 2 => linear 2 >, loss = smooth_l1(-1.0) }
/// ```
#[derive(Debug)]
pub struct smooth_l1<P = Value<ONE>>(PhantomData<P>);

impl<P: Parameter> Elementwise for smooth_l1<P> {
    const NUMBERS: Result<(), &'static str> = needs(P::VALUE >= 0.0, "`smooth_l1(β)` needs β ≥ 0");

    #[inline]
    fn value<T: Scalar>(y: T, target: T) -> T {
        let (d, beta) = ((y - target).abs(), T::of(P::VALUE));
        if d < beta {
            T::of(0.5) * d * d / beta
        } else {
            d - T::of(0.5) * beta
        }
    }
    #[inline]
    fn slope<T: Scalar>(y: T, target: T) -> T {
        let (d, beta) = (y - target, T::of(P::VALUE));
        if d.abs() < beta {
            d / beta
        } else if d > T::ZERO {
            T::ONE
        } else if d < T::ZERO {
            -T::ONE
        } else {
            d
        }
    }
}
