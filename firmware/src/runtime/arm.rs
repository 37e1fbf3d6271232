//! Cortex-M.

use core::arch::{asm, global_asm};

global_asm!(
    r#"
    .syntax unified
    .section .vector_table,"a",%progbits
    .word Reset
    .rept 14
    .word Fault
    .endr
    .section .text.Reset,"ax",%progbits
    .global Reset
    .type Reset,%function
    .thumb_func
Reset:
    ldr r0, =_data_start    @ paint all RAM
    ldr r1, =_stack_top
    ldr r2, =0xA5A5A5A5
1:  cmp r0, r1
    bhs 2f
    str r2, [r0]
    adds r0, r0, #4
    b 1b
2:  ldr r0, =_data_start    @ .data
    ldr r1, =_data_end
    ldr r3, =_data_load
3:  cmp r0, r1
    bhs 4f
    ldr r2, [r3]
    str r2, [r0]
    adds r0, r0, #4
    adds r3, r3, #4
    b 3b
4:  ldr r0, =_bss_start     @ .bss
    ldr r1, =_bss_end
    movs r2, #0
5:  cmp r0, r1
    bhs 6f
    str r2, [r0]
    adds r0, r0, #4
    b 5b
6:  bl floating_point
    bl program
    .type Fault,%function
    .thumb_func
Fault:
    bl fault
"#
);

/// Switches the floating-point unit on, where the program is compiled for one.
#[unsafe(no_mangle)]
extern "C" fn floating_point() {
    #[cfg(target_abi = "eabihf")]
    {
        let cpacr = 0xE000_ED88 as *mut u32;
        // SAFETY: the register that grants access to coprocessors 10 and 11
        unsafe {
            cpacr.write_volatile(cpacr.read_volatile() | 0xF << 20);
            asm!("dsb", "isb");
        }
    }
}

/// Asks the debugger, here the emulator.
///
/// # Safety
/// `argument` points to what `operation` reads.
pub unsafe fn semihosting(operation: usize, argument: usize) -> usize {
    let mut result = operation;
    // SAFETY: as the caller says
    unsafe { asm!("bkpt #0xab", inout("r0") result, in("r1") argument, options(nostack)) };
    result
}

/// Where the stack ends now.
#[inline(always)]
pub fn stack_pointer() -> u32 {
    let pointer;
    // SAFETY: reads a register
    unsafe { asm!("mov {}, sp", out(reg) pointer, options(nomem, nostack)) };
    pointer
}

/// The first mark of the instruction counter, which does nothing by itself.
#[inline(always)]
pub fn begin() {
    // SAFETY: a register is moved to itself
    unsafe { asm!("mov r10, r10") }
}

/// The second mark.
#[inline(always)]
pub fn end() {
    // SAFETY: as above
    unsafe { asm!("mov r11, r11") }
}
