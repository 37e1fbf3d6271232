//! What a board asks of the debugger, here of the emulator.

use super::board::semihosting;

/// Writes one byte.
pub fn put(byte: u8) {
    const SYS_WRITEC: usize = 0x03;
    // SAFETY: the call reads one byte
    unsafe { semihosting(SYS_WRITEC, (&raw const byte) as usize) };
}

/// Ends the emulator with this exit status: 0 if all is well.
pub fn exit(status: u32) -> ! {
    /// ADP_Stopped_ApplicationExit
    const APPLICATION_EXIT: usize = 0x20026;
    const SYS_EXIT_EXTENDED: usize = 0x20;
    let block = [APPLICATION_EXIT, status as usize];
    loop {
        // SAFETY: the call reads two words
        unsafe { semihosting(SYS_EXIT_EXTENDED, block.as_ptr() as usize) };
    }
}
