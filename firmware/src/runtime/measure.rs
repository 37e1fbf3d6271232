//! What a program reports.

use super::board::{begin, end};
use super::memory::{flash, static_ram};
use super::{exit, line, text};

/// Runs `work` between the marks of the instruction counter, under this name.
#[inline(always)]
pub fn measure<T>(name: &str, work: impl FnOnce() -> T) -> T {
    text("measure ");
    text(name);
    text("\n");
    begin();
    let result = work();
    end();
    result
}

/// Reports what the program takes, of the stack what [`stack_peak`](super::stack_peak) said, and ends it.
pub fn finish(stack: u32, ok: bool) -> ! {
    line("stack", stack);
    line("static", static_ram());
    line("flash", flash());
    exit(u32::from(!ok))
}

/// After an exception.
#[unsafe(no_mangle)]
extern "C" fn fault() -> ! {
    text("FAULT\n");
    exit(3)
}
