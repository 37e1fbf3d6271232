//! What the programs of this package share: networks, and the least runtime that a board needs.
#![cfg_attr(target_os = "none", no_std)]

pub mod bits;
pub mod iris;
pub mod nets;
#[cfg(target_os = "none")]
pub mod runtime;
