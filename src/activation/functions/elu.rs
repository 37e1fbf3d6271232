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

/// f(x) = x for x > 0, else a (eˣ − 1), with a > 0; 1 unless written: `elu(0.5) 8`.
///
/// f′(x) = 1 for x > 0, else a eˣ = y + a. PyTorch:
/// [`ELU`](https://docs.pytorch.org/docs/stable/generated/torch.nn.ELU.html).
///
/// Clevert et al., ICLR 2016. Another a does not compile:
///
/// ```compile_fail
/// typed_nn::network! { struct Net< 2 => elu(-1.0) 3 => linear 1 > }
/// ```
#[derive(Debug)]
pub struct elu<P = Value<ONE>>(PhantomData<P>);

impl<P: Parameter> Elementwise for elu<P> {
    type Keep = KeepOutput;
    const INITIALIZER: Initializer = Initializer::HeUniform;
    const NUMBERS: Result<(), &'static str> = needs(P::VALUE > 0.0, "`elu(a)` needs a > 0");

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        if y > T::ZERO {
            T::ONE
        } else {
            y + T::of(P::VALUE)
        }
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
}

impl<P: Parameter> Function for elu<P> {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        let below = s.mul(s.splat(T::of(P::VALUE)), functions::exp_m1(s, x));
        s.select(s.less(s.zero(), x), x, below)
    }
}
