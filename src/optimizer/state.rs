//! What optimisers remember.

use crate::flat::{Parameters, Zeroed};

/// Moving averages, each in the shape of a gradient, and how many steps were taken.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State<G, const MOMENTS: usize> {
    /// The moving averages; which is which, the optimiser says.
    pub moments: [G; MOMENTS],
    /// Steps taken.
    pub steps: u64,
}

impl<G: Parameters, const MOMENTS: usize> State<G, MOMENTS> {
    /// The moving averages, flat.
    #[inline]
    pub fn moments_mut(&mut self) -> [&mut [G::Scalar]; MOMENTS] {
        self.moments.each_mut().map(|moment| moment.as_mut_slice())
    }
}

// SAFETY: an array of values that are zero bytes, and an integer.
#[allow(unsafe_code)]
unsafe impl<G: Zeroed, const MOMENTS: usize> Zeroed for State<G, MOMENTS> {
    const ZERO: Self = Self {
        moments: [G::ZERO; MOMENTS],
        steps: 0,
    };
}
