//! The numbers that networks compute in.

use crate::kernel::functions::{self, Precision};
use crate::kernel::simd::Portable;
use core::fmt::{Debug, Display};
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

/// A floating-point type that a network computes in: `f32` or `f64`.
///
/// The functions are the library's own ([`kernel::functions`](crate::kernel::functions)), not the
/// platform's: they need no `std` and give the same bits on every target.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a scalar that networks compute in",
    label = "use `f32` or `f64`"
)]
pub trait Scalar:
    Copy
    + Debug
    + Display
    + PartialOrd
    + Send
    + Sync
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + crate::kernel::Kernels
    + crate::held::Held
    + Precision
{
    /// 0
    const ZERO: Self;
    /// 1
    const ONE: Self;
    /// Not a number.
    const NAN: Self;
    /// −∞
    const NEG_INFINITY: Self;
    /// The name as it is written in a declaration: `f32` or `f64`.
    const NAME: &'static str;
    /// Bytes of one value, as a type-level number.
    type Bytes: typenum::Unsigned;

    /// The nearest value to `value`.
    fn of(value: f64) -> Self;
    /// The value as an `f64`.
    fn to_f64(self) -> f64;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// |x|
    fn abs(self) -> Self;
    /// √x
    fn sqrt(self) -> Self;
    /// eˣ
    fn exp(self) -> Self;
    /// eˣ − 1, exact near 0.
    fn exp_m1(self) -> Self;
    /// ln x
    fn ln(self) -> Self;
    /// ln(1 + x), exact near 0.
    fn ln_1p(self) -> Self;
    /// tanh x
    fn tanh(self) -> Self;
    /// erfc x = 1 − erf x = 2/√π · ∫ e^(−t²) dt from x to ∞
    fn erfc(self) -> Self;

    /// The larger of two numbers.
    #[inline]
    fn max(self, other: Self) -> Self {
        if other > self { other } else { self }
    }
    /// The smaller of two numbers.
    #[inline]
    fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }
}

macro_rules! scalar {
    ($t:ident, $bytes:ident, $sqrt:ident) => {
        impl Scalar for $t {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const NAN: Self = $t::NAN;
            const NEG_INFINITY: Self = $t::NEG_INFINITY;
            const NAME: &'static str = stringify!($t);
            type Bytes = typenum::$bytes;

            #[inline]
            fn of(value: f64) -> Self {
                value as $t
            }
            #[inline]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline]
            fn is_finite(self) -> bool {
                $t::is_finite(self)
            }
            #[inline]
            fn abs(self) -> Self {
                $t::abs(self)
            }
            #[inline]
            fn sqrt(self) -> Self {
                // the same bits: both are rounded correctly; but `libm`'s is not vectorised
                #[cfg(feature = "std")]
                return $t::sqrt(self);
                #[cfg(not(feature = "std"))]
                libm::$sqrt(self)
            }
            #[inline]
            fn exp(self) -> Self {
                functions::exp::<$t, _>(Portable, self)
            }
            #[inline]
            fn exp_m1(self) -> Self {
                functions::exp_m1::<$t, _>(Portable, self)
            }
            #[inline]
            fn ln(self) -> Self {
                functions::ln::<$t, _>(Portable, self)
            }
            #[inline]
            fn ln_1p(self) -> Self {
                functions::ln_1p::<$t, _>(Portable, self)
            }
            #[inline]
            fn tanh(self) -> Self {
                functions::tanh::<$t, _>(Portable, self)
            }
            #[inline]
            fn erfc(self) -> Self {
                functions::erfc::<$t, _>(Portable, self)
            }
        }
    };
}
scalar!(f32, U4, sqrtf);
scalar!(f64, U8, sqrt);
