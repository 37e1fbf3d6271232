//! How much of a layer is trained.

use crate::flat::Parameters;
use core::fmt::Debug;

/// Whether all parameters of a layer are trained: [`Whole`] or [`Partly`].
pub trait Extent: Copy + Debug + 'static {
    /// What a chain is, of which this is one stage and `Other` the rest.
    type And<Other: Extent>: Extent;
    /// Where the gradient is added up: the layer's own type, or one without what is not trained.
    type Gradient<Own: Parameters, Less: Parameters<Scalar = Own::Scalar>>: Parameters<
        Scalar = Own::Scalar,
    >;
}

/// All parameters are trained.
#[derive(Clone, Copy, Debug)]
pub enum Whole {}

impl Extent for Whole {
    type And<Other: Extent> = Other;
    type Gradient<Own: Parameters, Less: Parameters<Scalar = Own::Scalar>> = Own;
}

/// Some parameters, or all, stay as they are.
#[derive(Clone, Copy, Debug)]
pub enum Partly {}

impl Extent for Partly {
    type And<Other: Extent> = Self;
    type Gradient<Own: Parameters, Less: Parameters<Scalar = Own::Scalar>> = Less;
}
