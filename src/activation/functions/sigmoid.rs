#![allow(non_camel_case_types)]

use crate::activation::{Activation, Hidden, KeepBoth};
use crate::held::Common;
use crate::kernel::Vectors;
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// f(x) = σ(x) = 1 / (1 + e⁻ˣ)
///
/// f′(x) = y (1 − y). PyTorch:
/// [`Sigmoid`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html).
///
/// z is kept as well: [`binary_cross_entropy`](crate::loss::binary_cross_entropy), its default
/// loss, is exact at large z only with it. (It implements [`Activation`] itself because every
/// [`Elementwise`](crate::activation::Elementwise) one has the mean squared error as its default loss.)
#[derive(Debug)]
pub enum sigmoid {}

#[diagnostic::do_not_recommend]
impl Activation for sigmoid {
    type Keep = KeepBoth;
    const COMMON: Option<Common> = Some(Common::Sigmoid);

    #[inline]
    fn forward<T: Scalar>(values: &mut [T]) {
        for value in values {
            *value = value.at::<Self>();
        }
    }
    #[inline(always)]
    fn forward_all<T: Scalar, S: Vectors>(s: S, _: usize, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
    #[inline(always)]
    fn chain_all<T: Scalar, S: Vectors>(_: S, _: usize, z: &[T], y: &[T], delta: &mut [T]) {
        <Self as Activation>::chain(z, y, delta);
    }
    #[inline(always)]
    fn chain<T: Scalar>(_z: &[T], y: &[T], delta: &mut [T]) {
        for (delta, &y) in delta.iter_mut().zip(y) {
            *delta *= y * (T::ONE - y);
        }
    }
}

#[diagnostic::do_not_recommend]
impl Hidden for sigmoid {}

impl Function for sigmoid {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        functions::sigmoid(s, x)
    }
}
