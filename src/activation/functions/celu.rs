#![allow(non_camel_case_types)]

use crate::activation::parameter::needs;
use crate::activation::{Elementwise, KeepOutput, Parameter, Value};
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;
use core::marker::PhantomData;

const ONE: u64 = 1_f64.to_bits();

/// f(x) = x for x > 0, else a (e^(x/a) − 1), with a > 0; 1 unless written: `celu(2.0) 8`.
///
/// f′(x) = 1 for x > 0, else e^(x/a) = y/a + 1. PyTorch:
/// [`CELU`](https://docs.pytorch.org/docs/stable/generated/torch.nn.CELU.html).
///
/// Barron, 2017. Unlike [`elu`](crate::activation::elu) its slope is continuous for every a. An
/// a of 0 or below does not compile:
///
/// ```compile_fail
/// typed_nn::network! { struct Net< 2 => celu(0.0) 3 => linear 1 > }
/// ```
#[derive(Debug)]
pub struct celu<P = Value<ONE>>(PhantomData<P>);

impl<P: Parameter> Elementwise for celu<P> {
    type Keep = KeepOutput;
    const INITIALIZER: Initializer = Initializer::HeUniform;
    const NUMBERS: Result<(), &'static str> = needs(P::VALUE > 0.0, "`celu(a)` needs a > 0");

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        if y > T::ZERO {
            T::ONE
        } else {
            y / T::of(P::VALUE) + T::ONE
        }
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
}

impl<P: Parameter> Function for celu<P> {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        let a = s.splat(T::of(P::VALUE));
        let below = s.mul(a, functions::exp_m1(s, s.div(x, a)));
        s.select(s.less(s.zero(), x), x, below)
    }
}
