//! Samples and targets as the passes take them, and what may be wrong with them.

use crate::error::Error;
use crate::kernel::Block;
use crate::scalar::Scalar;
use crate::values::{Target, Values};
use nalgebra::SVector;

/// That there are samples, as many targets, and no label without a class.
///
/// # Errors
/// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`].
pub fn check<X, Y: Target<T, O>, T: Scalar, const O: usize>(
    inputs: &[X],
    targets: &[Y],
) -> Result<(), Error> {
    if inputs.is_empty() {
        return Err(Error::NoSamples);
    }
    check_pairs::<X, Y, T, O>(inputs, targets)
}

pub(super) fn check_pairs<X, Y: Target<T, O>, T: Scalar, const O: usize>(
    inputs: &[X],
    targets: &[Y],
) -> Result<(), Error> {
    if inputs.len() != targets.len() {
        return Err(Error::Lengths {
            inputs: inputs.len(),
            others: targets.len(),
        });
    }
    let mut goal = SVector::<T, O>::blank(1);
    match targets
        .iter()
        .position(|target| target.write(T::ZERO, T::ONE, &mut goal).is_err())
    {
        None => Ok(()),
        Some(sample) => Err(Error::Label {
            sample,
            classes: O.max(2),
        }),
    }
}

/// The first sample with an input or a target that is infinite or NaN.
pub fn not_finite<X, Y, T, const I: usize, const O: usize>(
    inputs: &[X],
    targets: &[Y],
) -> Option<usize>
where
    X: Values<T, I>,
    Y: Target<T, O>,
    T: Scalar,
{
    let mut goal = SVector::<T, O>::blank(1);
    inputs.iter().zip(targets).position(|(input, target)| {
        let has_class = target.write(T::ZERO, T::ONE, &mut goal).is_ok();
        let mut values = input.as_vector().iter().chain(&goal);
        has_class && !values.all(|value| value.is_finite())
    })
}
