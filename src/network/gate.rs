//! What a network's code is checked by while it is compiled.

use crate::flat::Parameters;
use crate::layer::Layer;
use crate::scalar::Scalar;

/// `T` itself, as [`Same`](Self::Same), once `FITS` has been computed.
///
/// If it could not be computed, rustc has said why, and then says nothing about what is made of
/// this type: one mistake, one error.
pub trait Checked<const FITS: bool> {
    /// The type.
    type Same;
}

impl<T, const FITS: bool> Checked<FITS> for T {
    type Same = T;
}

/// A width that is a constant of the user's.
#[track_caller]
pub const fn width(width: usize) -> usize {
    assert!(
        width > 0,
        "a width of zero: every layer needs at least one unit"
    );
    width
}

/// The width at the end of a residual block that begins with `begin`.
#[track_caller]
pub const fn block_end(begin: usize, end: usize) -> usize {
    assert!(begin == end, "a residual block ends as wide as it begins");
    end
}

/// What has to hold while a network is compiled.
#[track_caller]
pub const fn require(holds: bool, message: &str) {
    if !holds {
        panic!("{}", message)
    }
}

/// That a first stage without parentheses has nothing to train.
#[track_caller]
pub const fn fitted<F: Layer<T, N, N>, T: Scalar, const N: usize>() {
    if F::Gradient::PARAMS > 0 {
        panic!("this stage is trained: write parentheses behind it, as in `layer_norm()`")
    }
}

/// That the numbers of an activation or a loss are in range.
#[track_caller]
pub const fn in_range(numbers: Result<(), &str>) {
    if let Err(needs) = numbers {
        panic!("{}", needs)
    }
}
