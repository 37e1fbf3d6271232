//! Numbers written in parentheses behind an activation or a loss: `leaky_relu(0.02) 8`.

/// The number of a parametrised activation or loss.
///
/// `leaky_relu(0.02)` in a declaration becomes the type `leaky_relu<Value<…>>`. An activation of
/// your own takes its number in the same way:
///
/// ```
/// use core::marker::PhantomData;
/// use typed_nn::activation::{Elementwise, KeepOutput, Parameter};
/// use typed_nn::{Scalar, network};
///
/// /// f(x) = a x
/// #[allow(non_camel_case_types)]
/// pub struct scaled<A>(PhantomData<A>);
/// impl<A: Parameter> Elementwise for scaled<A> {
///     type Keep = KeepOutput;
///     fn value<T: Scalar>(x: T) -> T {
///         T::of(A::VALUE) * x
///     }
///     fn slope<T: Scalar>(_x: T, _y: T) -> T {
///         T::of(A::VALUE)
///     }
/// }
///
/// network! {
///     struct Net< 2 => self::scaled(0.5) 8 => linear 1 >
/// }
/// # fn main() { Net::new(1); }
/// ```
#[diagnostic::on_unimplemented(
    message = "the number in parentheses is missing",
    label = "write the number behind the name, as in `leaky_relu(0.01) 8` or `dropout(0.2)`"
)]
pub trait Parameter: 'static {
    /// The number.
    const VALUE: f64;
}

/// A number known to the compiler, by the bits of its `f64`.
#[derive(Debug)]
pub enum Value<const BITS: u64> {}

#[diagnostic::do_not_recommend]
impl<const BITS: u64> Parameter for Value<BITS> {
    const VALUE: f64 = f64::from_bits(BITS);
}

/// Stands where a number that has no default was not written.
#[derive(Debug)]
pub enum Unset {}

/// What `NUMBERS` says of a number: nothing if it is in range, else what it needs.
pub const fn needs(holds: bool, what: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(what) }
}
