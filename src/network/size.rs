//! Sizes as types: bounds on networks in generic code.
//!
//! `where N::PARAMS <= B` cannot be written in stable Rust; typenum's numbers can be compared.

use super::Network;
use crate::scalar::Scalar;
use core::ops::Mul;
use typenum::{B1, Const, IsLess, IsLessOrEqual, Le, LeEq, Prod, Sum, ToUInt, U, U1024, Unsigned};

/// A network whose size is a type: every one without const parameters.
#[diagnostic::on_unimplemented(
    message = "the size of `{Self}` is not known as a type",
    label = "has const parameters",
    note = "for a network with const parameters use `params <= …` in its declaration"
)]
pub trait Counted: Network {
    /// How many parameters it has.
    type Params: Unsigned;
    /// How many bytes they take.
    type Bytes: Unsigned;
}

/// A number written in three digits to the base 1024, as typenum's type. For `network!`.
pub type Count<const HIGH: usize, const MIDDLE: usize, const LOW: usize> =
    Sum<Prod<Sum<Prod<U<HIGH>, U1024>, U<MIDDLE>>, U1024>, U<LOW>>;

/// The parameters of a network fit in `KIB` KiB of memory.
///
/// `KIB` is 0 to 1024, or a larger power of 2 or 10. Unlike an assertion in the body, the bound is
/// checked by `cargo check`, at the call.
///
/// ```
/// use typed_nn::{FitsIn, Network, network};
/// network! { struct Net< 16 => relu 32 => softmax 2 > } // 610 parameters, 2,440 bytes
///
/// fn flash<N: Network + FitsIn<3>>(_net: &N) {}
/// flash(&Net::new(1));
/// ```
#[diagnostic::on_unimplemented(
    message = "the parameters of `{Self}` do not fit in {KIB} KiB",
    label = "larger than {KIB} KiB"
)]
pub trait FitsIn<const KIB: usize>
where
    Const<KIB>: ToUInt,
{
}

#[diagnostic::do_not_recommend]
impl<N: Counted, const KIB: usize> FitsIn<KIB> for N
where
    Const<KIB>: ToUInt,
    U<KIB>: Mul<U1024>,
    N::Bytes: IsLessOrEqual<Prod<U<KIB>, U1024>>,
    LeEq<N::Bytes, Prod<U<KIB>, U1024>>: True,
{
}

/// Has fewer parameters than `Other`.
///
/// ```
/// use typed_nn::{Network, SmallerThan, network};
/// network! { struct Teacher< 16 => relu 32 => softmax 2 > }
/// network! { struct Student< 16 => relu 8 => softmax 2 > }
///
/// fn distill<T: Network, S: Network + SmallerThan<T>>(_teacher: &T, _student: &mut S) {}
/// distill(&Teacher::new(1), &mut Student::new(2));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not have fewer parameters than `{Other}`",
    label = "not smaller than `{Other}`"
)]
pub trait SmallerThan<Other> {}

#[diagnostic::do_not_recommend]
impl<N: Counted, M: Counted> SmallerThan<M> for N
where
    N::Params: IsLess<M::Params>,
    Le<N::Params, M::Params>: True,
{
}

/// typenum's true. (`Output = B1` instead would print typenum's insides.)
pub trait True {}
impl True for B1 {}

/// Bytes of `Params` scalars of type `T`.
pub type Bytes<Params, T> = Prod<Params, <T as Scalar>::Bytes>;
