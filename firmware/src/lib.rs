//! What the programs of this package share: networks, and the least runtime that a board needs.
#![cfg_attr(any(target_os = "none", feature = "bare"), no_std)]

pub mod bits;
#[cfg(target_os = "none")]
pub mod descent;
pub mod iris;
pub mod nets;
#[cfg(any(target_os = "none", feature = "bare"))]
pub mod runtime;
pub mod watch;
