//! The loops for the floating-point unit of a Cortex-M, which loads and stores many registers by one instruction.
//!
//! Compilers do not use it for them, for it wants numbers that follow each other in registers that do. On a Cortex-M4 `vldm`
//! of eight takes nine cycles, and eight `vldr` up to sixteen (Technical Reference Manual, "FPU instruction set table").
//! They are functions of their own, for `asm!` knows no registers of a unit that has only single precision.
#![allow(unsafe_code)]

use super::inner::{Eight, Inner};
use core::arch::naked_asm;
use core::mem::MaybeUninit;

impl Inner for f32 {
    #[inline(always)]
    fn sixteen<const O: usize>(
        columns: &[[f32; O]],
        bias: &[f32; O],
        x: &[f32],
        from: usize,
        z: &mut [f32; 16],
    ) {
        let count = columns.len().min(x.len());
        if count == 0 || from + 16 > O {
            return super::sixteen(columns, bias, x, from, z);
        }
        let (bias, w) = (bias.as_ptr(), columns.as_ptr().cast::<f32>());
        // SAFETY: sixteen numbers from `from` on are there in each of `count` columns and in the bias
        unsafe { sixteen(bias.add(from), w.add(from), x.as_ptr(), z, count, O - 16) }
    }
    #[inline(always)]
    fn both_eights(
        [a, b]: [&mut [Eight<f32>]; 2],
        delta: &[Eight<f32>],
        [x, y]: [f32; 2],
    ) -> [Eight<f32>; 2] {
        let count = count([a, b], delta);
        let of_column = |w: &mut [Eight<f32>], x| {
            let mut sums = MaybeUninit::uninit();
            // SAFETY: δ and the column have so many eights; the sums are written
            unsafe {
                both(w.as_mut_ptr(), delta.as_ptr(), count, &mut sums, x);
                sums.assume_init()
            }
        };
        match count {
            0 => [[0.0; 8]; 2],
            _ => [of_column(a, x), of_column(b, y)],
        }
    }
    #[inline(always)]
    fn transposed_eights([a, b]: [&[Eight<f32>]; 2], delta: &[Eight<f32>]) -> [Eight<f32>; 2] {
        let count = count([a, b], delta);
        let of_column = |w: &[Eight<f32>]| {
            let mut sums = MaybeUninit::uninit();
            // SAFETY: as above
            unsafe {
                transposed(w.as_ptr(), delta.as_ptr(), count, &mut sums);
                sums.assume_init()
            }
        };
        match count {
            0 => [[0.0; 8]; 2],
            _ => [of_column(a), of_column(b)],
        }
    }
    #[inline(always)]
    fn outer_eights([a, b]: [&mut [Eight<f32>]; 2], delta: &[Eight<f32>], [x, y]: [f32; 2]) {
        let count = count([a, b], delta);
        if count > 0 {
            // SAFETY: δ and the columns have so many eights
            unsafe {
                outer(a.as_mut_ptr(), delta.as_ptr(), count, x);
                outer(b.as_mut_ptr(), delta.as_ptr(), count, y);
            }
        }
    }
}

/// How many eights there are. The compiler knows it, and leaves out what is done with none.
#[inline(always)]
fn count([a, b]: [&[Eight<f32>]; 2], delta: &[Eight<f32>]) -> usize {
    delta.len().min(a.len()).min(b.len())
}

/// z = b + Σ w x for sixteen outputs of `count` columns, at least one, behind each of which `gap` rows are left out.
///
/// # Safety
/// All these can be read, and z be written.
#[unsafe(naked)]
unsafe extern "C" fn sixteen(
    bias: *const f32,
    w: *const f32,
    x: *const f32,
    z: &mut [f32; 16],
    count: usize,
    gap: usize,
) {
    naked_asm!(
        ".fpu fpv4-sp-d16",
        "push {{r4, lr}}",
        "ldr r4, [sp, #8]",
        "ldr r12, [sp, #12]",
        "vpush {{d8-d12}}",
        "vldmia r0, {{s0-s15}}",
        "2:",
        "vldmia r2!, {{s24}}",
        "vldmia r1!, {{s16-s23}}",
        "vmla.f32 s0, s16, s24",
        "vmla.f32 s1, s17, s24",
        "vmla.f32 s2, s18, s24",
        "vmla.f32 s3, s19, s24",
        "vmla.f32 s4, s20, s24",
        "vmla.f32 s5, s21, s24",
        "vmla.f32 s6, s22, s24",
        "vmla.f32 s7, s23, s24",
        "vldmia r1!, {{s16-s23}}",
        "vmla.f32 s8, s16, s24",
        "vmla.f32 s9, s17, s24",
        "vmla.f32 s10, s18, s24",
        "vmla.f32 s11, s19, s24",
        "vmla.f32 s12, s20, s24",
        "vmla.f32 s13, s21, s24",
        "vmla.f32 s14, s22, s24",
        "vmla.f32 s15, s23, s24",
        "add r1, r1, r12, lsl #2",
        "subs r4, r4, #1",
        "bne 2b",
        "vstmia r3, {{s0-s15}}",
        "vpop {{d8-d12}}",
        "pop {{r4, pc}}",
    )
}

/// s0 to s7 += s16 to s23 times s8 to s15, each product rounded.
macro_rules! add_to_sums {
    () => {
        "vmla.f32 s0, s16, s8
         vmla.f32 s1, s17, s9
         vmla.f32 s2, s18, s10
         vmla.f32 s3, s19, s11
         vmla.f32 s4, s20, s12
         vmla.f32 s5, s21, s13
         vmla.f32 s6, s22, s14
         vmla.f32 s7, s23, s15"
    };
}
/// s16 to s23 += s8 to s15 times s24.
macro_rules! add_to_weights {
    () => {
        "vmla.f32 s16, s8, s24
         vmla.f32 s17, s9, s24
         vmla.f32 s18, s10, s24
         vmla.f32 s19, s11, s24
         vmla.f32 s20, s12, s24
         vmla.f32 s21, s13, s24
         vmla.f32 s22, s14, s24
         vmla.f32 s23, s15, s24"
    };
}

/// Σ w d of a column in eight sums by w as it is; then w += d x. There are `count` eights, at least one.
///
/// # Safety
/// So many can be read of both, and written of the column.
#[unsafe(naked)]
unsafe extern "C" fn both(
    w: *mut Eight<f32>,
    delta: *const Eight<f32>,
    count: usize,
    sums: &mut MaybeUninit<Eight<f32>>,
    x: f32,
) {
    naked_asm!(
        ".fpu fpv4-sp-d16",
        "vpush {{d8-d12}}",
        "vmov.f32 s24, s0",
        "adr r12, 4f",
        "vldmia r12, {{s0-s7}}",
        "2:",
        "vldmia r1!, {{s8-s15}}",
        "vldmia r0, {{s16-s23}}",
        add_to_sums!(),
        add_to_weights!(),
        "vstmia r0!, {{s16-s23}}",
        "subs r2, r2, #1",
        "bne 2b",
        "vstmia r3, {{s0-s7}}",
        "vpop {{d8-d12}}",
        "bx lr",
        ".balign 4",
        "4: .zero 32",
    )
}

/// Σ w d of a column in eight sums. There are `count` eights, at least one.
///
/// # Safety
/// So many can be read of both.
#[unsafe(naked)]
unsafe extern "C" fn transposed(
    w: *const Eight<f32>,
    delta: *const Eight<f32>,
    count: usize,
    sums: &mut MaybeUninit<Eight<f32>>,
) {
    naked_asm!(
        ".fpu fpv4-sp-d16",
        "vpush {{d8-d11}}",
        "adr r12, 4f",
        "vldmia r12, {{s0-s7}}",
        "2:",
        "vldmia r1!, {{s8-s15}}",
        "vldmia r0!, {{s16-s23}}",
        add_to_sums!(),
        "subs r2, r2, #1",
        "bne 2b",
        "vstmia r3, {{s0-s7}}",
        "vpop {{d8-d11}}",
        "bx lr",
        ".balign 4",
        "4: .zero 32",
    )
}

/// w += d x of a column. There are `count` eights, at least one.
///
/// # Safety
/// So many can be read of both, and written of the column.
#[unsafe(naked)]
unsafe extern "C" fn outer(w: *mut Eight<f32>, delta: *const Eight<f32>, count: usize, x: f32) {
    naked_asm!(
        ".fpu fpv4-sp-d16",
        "vpush {{d8-d12}}",
        "vmov.f32 s24, s0",
        "2:",
        "vldmia r1!, {{s8-s15}}",
        "vldmia r0, {{s16-s23}}",
        add_to_weights!(),
        "vstmia r0!, {{s16-s23}}",
        "subs r2, r2, #1",
        "bne 2b",
        "vpop {{d8-d12}}",
        "bx lr",
    )
}
