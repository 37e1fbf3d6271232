//! What a network's code is checked by while it is compiled.

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

/// That a stage has its place: what is fitted stands first and without parentheses, and what stands
/// there so has nothing to train.
#[track_caller]
pub const fn in_place(is_fitted: bool, trained: usize, is_first_and_bare: bool) {
    if is_fitted && !is_first_and_bare {
        panic!(
            "this is fitted to the inputs of a network: it stands before all other layers, \
             without parentheses"
        )
    }
    if is_first_and_bare && trained > 0 {
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
