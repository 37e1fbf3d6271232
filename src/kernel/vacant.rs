//! Room that nobody has filled yet.
#![allow(unsafe_code)]

use crate::scalar::Scalar;
#[cfg(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_os = "none", target_arch = "arm")
))]
use core::arch::asm;

/// Takes the numbers that stand at `place`, whatever they are, as ones that were written; in a build for debugging they are
/// NaN, so that who reads them before writing is noticed.
///
/// To the compiler the assembler has written them; whatever bits are there are some number's. Where that is not tried they are 0.
///
/// # Safety
/// There is room for `count` numbers.
#[inline(always)]
pub unsafe fn take<T: Scalar>(place: *mut T, count: usize) {
    if cfg!(debug_assertions) {
        // SAFETY: as the caller says
        return unsafe { T::write_nan(place, count) };
    }
    #[cfg(any(
        target_arch = "x86_64",
        target_arch = "aarch64",
        all(target_os = "none", target_arch = "arm")
    ))]
    // SAFETY: nothing is done
    unsafe {
        asm!("/* {} */", in(reg) place, options(nostack, preserves_flags));
    }
    #[cfg(not(any(
        target_arch = "x86_64",
        target_arch = "aarch64",
        all(target_os = "none", target_arch = "arm")
    )))]
    // SAFETY: as the caller says; numbers of zero bytes are 0
    unsafe {
        place.write_bytes(0, count);
    }
}
