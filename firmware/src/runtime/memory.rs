//! What the linker and the painted stack say of memory, in bytes.

/// What reset has filled the stack with.
const PAINT: u32 = 0xA5A5_A5A5;

unsafe extern "C" {
    static _flash_start: u32;
    static _data_load: u32;
    static _data_start: u32;
    static _data_end: u32;
    static _bss_end: u32;
    static _stack_top: u32;
}

/// How much of the stack was ever written.
pub fn stack_peak() -> u32 {
    let (mut at, top) = (&raw const _bss_end, &raw const _stack_top);
    // SAFETY: all words from the end of `.bss` up to the top of the stack are RAM
    while at < top && unsafe { at.read_volatile() } == PAINT {
        at = at.wrapping_add(1);
    }
    top as u32 - at as u32
}

/// How much of the stack `work` takes, below the frame of the caller.
#[inline(never)]
pub fn stack_of(work: impl FnOnce()) -> u32 {
    /// For this function's own frame, and that of a pass that takes nothing.
    const OWN: u32 = 128;
    let here = super::board::stack_pointer();
    let (mut at, end) = (&raw const _bss_end, (here - OWN) as *mut u32);
    let mut place = at.cast_mut();
    while place < end {
        // SAFETY: all words from the end of `.bss` up to this frame are RAM that nobody uses
        unsafe { place.write_volatile(PAINT) };
        place = place.wrapping_add(1);
    }
    work();
    // SAFETY: as above
    while at < end.cast_const() && unsafe { at.read_volatile() } == PAINT {
        at = at.wrapping_add(1);
    }
    here - at as u32
}

/// `.data` and `.bss`.
pub fn static_ram() -> u32 {
    (&raw const _bss_end) as u32 - (&raw const _data_start) as u32
}

/// Everything that is flashed: vectors, code, constants, and what `.data` starts as.
pub fn flash() -> u32 {
    let data = (&raw const _data_end) as u32 - (&raw const _data_start) as u32;
    (&raw const _data_load) as u32 + data - (&raw const _flash_start) as u32
}
