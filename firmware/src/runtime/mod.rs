//! Reset, a painted stack, text and a verdict through semihosting, and marks for the instruction counter.
//!
//! A product would take `cortex-m-rt` or `riscv-rt`; this is small, the same on both, and counts. With the feature
//! `bare` it prints and ends on Linux too, where there is no C library.

#[cfg(all(target_os = "none", target_arch = "arm"))]
#[path = "arm.rs"]
mod board;
#[cfg(all(target_os = "none", target_arch = "riscv32"))]
#[path = "riscv.rs"]
mod board;
#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod host;
#[cfg(target_os = "none")]
#[path = "semihosting.rs"]
mod host;
#[cfg(target_os = "none")]
mod measure;
#[cfg(target_os = "none")]
mod memory;
mod panic;
#[cfg(any(target_os = "none", target_os = "linux"))]
mod text;

#[cfg(target_os = "none")]
pub use board::{begin, end};
#[cfg(any(target_os = "none", target_os = "linux"))]
pub use host::exit;
#[cfg(target_os = "none")]
pub use measure::{finish, measure};
#[cfg(target_os = "none")]
pub use memory::{flash, stack_of, stack_peak, static_ram};
#[cfg(any(target_os = "none", target_os = "linux"))]
pub use text::{hex, line, number, text};
