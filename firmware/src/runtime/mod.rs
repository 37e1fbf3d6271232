//! Reset, a painted stack, text and a verdict through semihosting, and marks for the instruction counter.
//!
//! A product would take `cortex-m-rt` or `riscv-rt`; this is small, the same on both, and counts.

#[cfg(target_arch = "arm")]
#[path = "arm.rs"]
mod board;
#[cfg(target_arch = "riscv32")]
#[path = "riscv.rs"]
mod board;
mod memory;
mod panic;
mod text;

pub use board::{begin, end};
pub use memory::{flash, stack_peak, static_ram};
pub use text::{hex, line, number, text};

/// Ends the emulator with this exit status: 0 if all is well.
pub fn exit(status: u32) -> ! {
    /// ADP_Stopped_ApplicationExit
    const APPLICATION_EXIT: usize = 0x20026;
    const SYS_EXIT_EXTENDED: usize = 0x20;
    let block = [APPLICATION_EXIT, status as usize];
    loop {
        // SAFETY: the call reads two words
        unsafe { board::semihosting(SYS_EXIT_EXTENDED, block.as_ptr() as usize) };
    }
}

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

/// Reports what the program takes, of the stack what [`stack_peak`] said, and ends it.
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
