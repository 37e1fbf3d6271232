#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput, Parameter, Unset};
use crate::activation::{in_vectors, parameter::needs};
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::Function;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;
use core::marker::PhantomData;

/// f(x) = x for x > 0, else a x, with a ≥ 0 written behind the name: `leaky_relu(0.01) 8`.
///
/// f′(x) = 1 for x > 0, else a. PyTorch:
/// [`LeakyReLU`](https://docs.pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html).
///
/// There is no default: PyTorch takes 0.01, Keras 0.3. A negative a does not compile:
///
/// ```compile_fail
/// typed_nn::network! { struct Net< 2 => leaky_relu(-0.1) 3 => linear 1 > }
/// ```
#[derive(Debug)]
pub struct leaky_relu<P = Unset>(PhantomData<P>);

impl<P: Parameter> Elementwise for leaky_relu<P> {
    type Keep = KeepOutput;
    const INITIALIZER: Initializer = Initializer::HeUniform;
    const NUMBERS: Result<(), &'static str> = needs(P::VALUE >= 0.0, "`leaky_relu(a)` needs a ≥ 0");

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        if y > T::ZERO { T::ONE } else { T::of(P::VALUE) }
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        in_vectors::<Self, T, S>(s, values);
    }
}

impl<P: Parameter> Function for leaky_relu<P> {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        s.select(s.less(s.zero(), x), x, s.mul(s.splat(T::of(P::VALUE)), x))
    }
}
