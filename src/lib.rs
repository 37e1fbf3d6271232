#![no_std]
//! Small neural networks whose shape is known at compile time.

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod activation;
mod error;
mod flat;
mod init;
pub mod kernel;
mod layer;
pub mod loss;
mod math;
mod network;
pub mod optimizer;
mod rng;
mod scalar;
pub mod train;
mod values;

pub use error::Error;
pub use flat::{Parameters, Zeroed};
pub use init::Initializer;
pub use layer::{Dense, Layer, Residual, ResidualTrace};
pub use nalgebra;
pub use network::{Counted, FitsIn, Judged, Learn, Network, Score, SmallerThan, Stage, Summary};
pub use rng::Rng;
pub use scalar::Scalar;
pub use values::{NoSuchClass, Target, Values, ValuesMut};

/// What generated code uses. Not for you.
#[doc(hidden)]
pub mod __private {
    pub use crate::network::{Bytes, Count, Supervised, backward, check, forward_batch};
    pub use core;
    pub use nn_macros::network;

    #[cfg(feature = "alloc")]
    pub use alloc::boxed::Box;
}

/// Declares a network.
#[macro_export]
macro_rules! network {
    ($($declaration:tt)*) => {
        $crate::__private::network! { [$crate] $($declaration)* }
    };
}

/// Keeps its items where the library has an allocator.
#[doc(hidden)]
#[cfg(feature = "alloc")]
#[macro_export]
macro_rules! __with_alloc {
    ($($item:item)*) => { $($item)* };
}
#[doc(hidden)]
#[cfg(not(feature = "alloc"))]
#[macro_export]
macro_rules! __with_alloc {
    ($($item:item)*) => {};
}
