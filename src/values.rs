//! What a network can be fed with, and what it can learn from.

use crate::scalar::Scalar;
use nalgebra::{ArrayStorage, SVector};

/// `N` values of `T` in a row: `[T; N]`, `SVector<T, N>`, and references to them.
///
/// ```
/// # use typed_nn::{network, nalgebra::SVector};
/// network! { struct Net< 2 => tanh 3 > }
/// let net = Net::new(1);
/// assert_eq!(net.forward([0.5, 1.0]), net.forward(&SVector::from([0.5, 1.0])));
/// ```
#[diagnostic::on_unimplemented(
    message = "a network with {N} inputs of {T} cannot be fed with `{Self}`",
    label = "expected {N} values of {T}"
)]
pub trait Values<T: Scalar, const N: usize> {
    /// The values as a column vector.
    fn as_vector(&self) -> &SVector<T, N>;
}

/// A place for `N` values of `T`: `[T; N]` or `SVector<T, N>`.
#[diagnostic::on_unimplemented(
    message = "a network with {N} outputs of {T} cannot write them into `{Self}`",
    label = "expected room for {N} values of {T}"
)]
pub trait ValuesMut<T: Scalar, const N: usize> {
    /// The place as a column vector.
    fn as_mut_vector(&mut self) -> &mut SVector<T, N>;
}

#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize> Values<T, N> for SVector<T, N> {
    #[inline]
    fn as_vector(&self) -> &SVector<T, N> {
        self
    }
}
#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize> ValuesMut<T, N> for SVector<T, N> {
    #[inline]
    fn as_mut_vector(&mut self) -> &mut SVector<T, N> {
        self
    }
}
impl<T: Scalar, const N: usize> Values<T, N> for [T; N] {
    #[inline]
    fn as_vector(&self) -> &SVector<T, N> {
        crate::flat::vector(self)
    }
}
impl<T: Scalar, const N: usize> ValuesMut<T, N> for [T; N] {
    #[inline]
    fn as_mut_vector(&mut self) -> &mut SVector<T, N> {
        crate::flat::vector_mut(self)
    }
}
#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize, V: Values<T, N> + ?Sized> Values<T, N> for &V {
    #[inline]
    fn as_vector(&self) -> &SVector<T, N> {
        (**self).as_vector()
    }
}

/// What a network with `N` outputs of `T` can learn: `N` values (a distribution, or the numbers of
/// a regression), or the class as an integer.
///
/// A class `c` stands for 1 at output `c` and 0 elsewhere (−1 elsewhere for
/// [`hinge`](crate::loss::hinge)). A network with one output has two classes: 0 and 1.
#[diagnostic::on_unimplemented(
    message = "a network with {N} outputs of {T} cannot learn from `{Self}`",
    label = "expected {N} values of {T}, or a class as an integer"
)]
pub trait Target<T: Scalar, const N: usize> {
    /// Writes the target. A class is written as `on` at its place and `off` elsewhere.
    ///
    /// # Errors
    /// [`NoSuchClass`] if the network has no output for the class.
    fn write(&self, off: T, on: T, target: &mut SVector<T, N>) -> Result<(), NoSuchClass>;
}

/// A class label that a network has no output for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchClass;

#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize> Target<T, N> for SVector<T, N> {
    #[inline]
    fn write(&self, _off: T, _on: T, target: &mut SVector<T, N>) -> Result<(), NoSuchClass> {
        *target = *self;
        Ok(())
    }
}
impl<T: Scalar, const N: usize> Target<T, N> for [T; N] {
    #[inline]
    fn write(&self, _off: T, _on: T, target: &mut SVector<T, N>) -> Result<(), NoSuchClass> {
        *target = SVector::from_array_storage(ArrayStorage([*self]));
        Ok(())
    }
}
#[diagnostic::do_not_recommend]
impl<T: Scalar, const N: usize, V: Target<T, N> + ?Sized> Target<T, N> for &V {
    #[inline]
    fn write(&self, off: T, on: T, target: &mut SVector<T, N>) -> Result<(), NoSuchClass> {
        (**self).write(off, on, target)
    }
}

macro_rules! class_labels {
    ($($int:ident)*) => {$(
        impl<T: Scalar, const N: usize> Target<T, N> for $int {
            #[inline]
            fn write(&self, off: T, on: T, target: &mut SVector<T, N>) -> Result<(), NoSuchClass> {
                let class = usize::try_from(*self).map_err(|_| NoSuchClass)?;
                write_class(class, off, on, target)
            }
        }
    )*};
}
class_labels!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

impl<T: Scalar, const N: usize> Target<T, N> for bool {
    #[inline]
    fn write(&self, off: T, on: T, target: &mut SVector<T, N>) -> Result<(), NoSuchClass> {
        write_class(usize::from(*self), off, on, target)
    }
}

#[inline]
fn write_class<T: Scalar, const N: usize>(
    class: usize,
    off: T,
    on: T,
    target: &mut SVector<T, N>,
) -> Result<(), NoSuchClass> {
    // one output tells class 1 from class 0
    let place = match (N, class) {
        (1, 0) => None,
        (1, 1) => Some(0),
        _ if class < N => Some(class),
        _ => return Err(NoSuchClass),
    };
    for (output, value) in target.iter_mut().enumerate() {
        *value = if Some(output) == place { on } else { off };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target<const N: usize>(of: impl Target<f32, N>) -> Result<SVector<f32, N>, NoSuchClass> {
        let mut target = SVector::zeros();
        of.write(0.0, 1.0, &mut target).map(|()| target)
    }

    #[test]
    fn classes() {
        assert_eq!(target::<3>(2_u8), Ok([0.0, 0.0, 1.0].into()));
        assert_eq!(target::<3>(3_usize), Err(NoSuchClass));
        assert_eq!(target::<3>(-1), Err(NoSuchClass));
        assert_eq!(target::<1>(0_u8), Ok([0.0].into()));
        assert_eq!(target::<1>(true), Ok([1.0].into()));
        assert_eq!(target::<1>(2_u64), Err(NoSuchClass));
    }
}
