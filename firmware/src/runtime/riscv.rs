//! RISC-V, 32 bits.

use core::arch::{asm, global_asm};

global_asm!(
    r#"
    .section .init,"ax",@progbits
    .global _start
_start:
    la t0, 9f
    csrw mtvec, t0
    li t0, 0x2000           # mstatus.FS = initial; ignored where there is no floating-point unit
    csrs mstatus, t0
    la sp, _stack_top
    la t0, _data_start      # paint all RAM
    li t2, 0xA5A5A5A5
1:  bgeu t0, sp, 2f
    sw t2, 0(t0)
    addi t0, t0, 4
    j 1b
2:  la t0, _data_start      # .data
    la t1, _data_end
    la t3, _data_load
3:  bgeu t0, t1, 4f
    lw t2, 0(t3)
    sw t2, 0(t0)
    addi t0, t0, 4
    addi t3, t3, 4
    j 3b
4:  la t0, _bss_start       # .bss
    la t1, _bss_end
5:  bgeu t0, t1, 6f
    sw zero, 0(t0)
    addi t0, t0, 4
    j 5b
6:  call program
    .balign 4
9:  call fault
"#
);

/// Asks the debugger, here the emulator.
///
/// # Safety
/// `argument` points to what `operation` reads.
pub unsafe fn semihosting(operation: usize, argument: usize) -> usize {
    let mut result = operation;
    // SAFETY: as the caller says
    unsafe {
        asm!(
            ".balign 16", ".option push", ".option norvc",
            "slli zero, zero, 0x1f", "ebreak", "srai zero, zero, 7", ".option pop",
            inout("a0") result, in("a1") argument, options(nostack)
        )
    };
    result
}

/// Where the stack ends now.
#[inline(always)]
pub fn stack_pointer() -> u32 {
    let pointer;
    // SAFETY: reads a register
    unsafe { asm!("mv {}, sp", out(reg) pointer, options(nomem, nostack)) };
    pointer
}

/// The first mark of the instruction counter, which does nothing by itself.
#[inline(always)]
pub fn begin() {
    // SAFETY: writes to the register that is always zero
    unsafe {
        asm!(
            ".option push",
            ".option norvc",
            "slti zero, zero, 1",
            ".option pop"
        )
    }
}

/// The second mark.
#[inline(always)]
pub fn end() {
    // SAFETY: as above
    unsafe {
        asm!(
            ".option push",
            ".option norvc",
            "slti zero, zero, 2",
            ".option pop"
        )
    }
}
