#![allow(non_camel_case_types)]

use crate::activation::{Elementwise, KeepOutput};
use crate::init::Initializer;
use crate::kernel::Vectors;
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

const ALPHA: f64 = 1.673_263_242_354_377_2;
const LAMBDA: f64 = 1.050_700_987_355_480_5;

/// f(x) = λ x for x > 0, else λ α (eˣ − 1); α = 1.67326…, λ = 1.05070…
///
/// f′(x) = λ for x > 0, else λ α eˣ = y + λ α. PyTorch:
/// [`SELU`](https://docs.pytorch.org/docs/stable/generated/torch.nn.SELU.html).
///
/// Klambauer et al., NIPS 2017: activations keep mean 0 and variance 1; weights start by LeCun.
#[derive(Debug)]
pub enum selu {}

impl Elementwise for selu {
    type Keep = KeepOutput;
    const INITIALIZER: Initializer = Initializer::LecunNormal;

    #[inline]
    fn value<T: Scalar>(x: T) -> T {
        x.at::<Self>()
    }
    #[inline]
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        if y > T::ZERO {
            T::of(LAMBDA)
        } else {
            y + T::of(LAMBDA * ALPHA)
        }
    }
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(s: S, values: &mut [T]) {
        T::map::<Self, S>(s, values);
    }
}

impl Function for selu {
    #[inline(always)]
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
        let lambda = T::of(LAMBDA);
        let below = s.mul(s.splat(lambda * T::of(ALPHA)), functions::exp_m1(s, x));
        s.select(s.less(s.zero(), x), s.mul(s.splat(lambda), x), below)
    }
}
