#![allow(non_camel_case_types)]

use crate::activation::parameter::needs;
use crate::activation::{Parameter, Value};
use crate::loss::Elementwise;
use crate::scalar::Scalar;
use core::marker::PhantomData;

const ONE: u64 = 1_f64.to_bits();

/// L = c · Σ (y − t)², with c > 0; 1 unless written: `loss = sum_squared(0.5)` is the
/// Σ ½(y − t)² of many textbooks.
///
/// ∂L/∂y = 2 c (y − t). PyTorch:
/// [`MSELoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html) with
/// `reduction='sum'`. Another c does not compile:
///
/// ```compile_fail
/// typed_nn::network! { struct Net< 2 => linear 2 >, loss = sum_squared(-0.5) }
/// ```
#[derive(Debug)]
pub struct sum_squared<P = Value<ONE>>(PhantomData<P>);

impl<P: Parameter> Elementwise for sum_squared<P> {
    const IS_MEAN: bool = false;
    const NUMBERS: Result<(), &'static str> = needs(P::VALUE > 0.0, "`sum_squared(c)` needs c > 0");

    #[inline]
    fn value<T: Scalar>(y: T, target: T) -> T {
        let d = y - target;
        T::of(P::VALUE) * d * d
    }
    #[inline]
    fn slope<T: Scalar>(y: T, target: T) -> T {
        T::of(2.0 * P::VALUE) * (y - target)
    }
}
