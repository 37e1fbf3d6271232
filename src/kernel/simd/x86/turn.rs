//! Up to four numbers of each of some samples as rows, and back: by blocks of 4 by 4, one in each 128 bits of a register.
#![allow(unsafe_code)]

use super::super::Simd;
use super::part::{load_first_4, store_first_4};
use core::arch::x86_64::*;

/// Registers of whole blocks. The methods are safe for who has `self`, which says that there are the instructions.
pub(super) trait Blocks: Simd<f32> {
    /// One of this many parts of four lanes; the others are not looked at.
    fn joined(self, parts: [__m128; 4]) -> Self::V;
    /// Four of the lanes.
    fn part(self, a: Self::V, part: usize) -> __m128;
    /// Every block turned around: lane `j` of register `i` becomes lane `i` of register `j`.
    fn turned_blocks(self, rows: [Self::V; 4]) -> [Self::V; 4];
    /// The numbers of even places, and those of odd ones.
    fn unzip(self, a: Self::V, b: Self::V) -> [Self::V; 2];
    /// And back.
    fn zip(self, even: Self::V, odd: Self::V) -> [Self::V; 2];
}

/// See [`Simd::to_rows`].
///
/// # Safety
/// As there.
#[inline(always)]
pub(super) unsafe fn to_rows<S: Blocks>(
    s: S,
    from: *const f32,
    step: usize,
    to: *mut f32,
    to_row: usize,
    numbers: usize,
) {
    // SAFETY: as the caller says. A sample is read with what stands behind it, but for the last: with three numbers in each, or
    // more, four from one on end before the last does
    unsafe {
        if step == 1 {
            return s.store(to, s.load(from));
        }
        if step == 2 {
            let [even, odd] = s.unzip(s.load(from), s.load(from.add(S::LANES)));
            s.store(to, even);
            s.store(to.add(to_row), odd);
            return;
        }
        let mut samples = [s.zero(); 4];
        for (j, sample) in samples.iter_mut().enumerate() {
            let mut parts = [_mm_setzero_ps(); 4];
            for (l, part) in parts.iter_mut().enumerate() {
                let index = 4 * l + j;
                if index < S::LANES {
                    let count = if index + 1 < S::LANES { 4 } else { numbers };
                    *part = load_first_4(from.add(index * step), count);
                }
            }
            *sample = s.joined(parts);
        }
        for (n, row) in s.turned_blocks(samples).into_iter().enumerate() {
            if n < numbers {
                s.store(to.add(n * to_row), row);
            }
        }
    }
}

/// See [`Simd::of_rows`].
///
/// # Safety
/// As there.
#[inline(always)]
pub(super) unsafe fn of_rows<S: Blocks>(
    s: S,
    from: *const f32,
    from_row: usize,
    to: *mut f32,
    step: usize,
    numbers: usize,
) {
    // SAFETY: as the caller says. Where samples lie without a gap, what is written behind one is written over by the next
    unsafe {
        if step == 1 {
            return s.store(to, s.load(from));
        }
        if step == 2 {
            let [a, b] = s.zip(s.load(from), s.load(from.add(from_row)));
            s.store(to, a);
            s.store(to.add(S::LANES), b);
            return;
        }
        let mut rows = [s.zero(); 4];
        for (n, row) in rows.iter_mut().enumerate() {
            if n < numbers {
                *row = s.load(from.add(n * from_row));
            }
        }
        let samples = s.turned_blocks(rows);
        for l in 0..S::LANES / 4 {
            for (j, &sample) in samples.iter().enumerate() {
                let index = 4 * l + j;
                let is_followed = step == numbers && index + 1 < S::LANES;
                let count = if is_followed { 4 } else { numbers };
                store_first_4(to.add(index * step), count, s.part(sample, l));
            }
        }
    }
}

/// Blocks in registers by name: pairs, then pairs of pairs.
macro_rules! turned_blocks {
    ($rows:ident, $low:ident $high:ident $shuffle:ident) => {{
        let [a, b, c, d] = $rows;
        let (ab, cd) = ($low(a, b), $low(c, d));
        let (ab_high, cd_high) = ($high(a, b), $high(c, d));
        [
            $shuffle::<0x44>(ab, cd),
            $shuffle::<0xEE>(ab, cd),
            $shuffle::<0x44>(ab_high, cd_high),
            $shuffle::<0xEE>(ab_high, cd_high),
        ]
    }};
}
pub(super) use turned_blocks;

/// These two for an implementation of [`Simd`].
macro_rules! by_blocks {
    () => {
        const TURNS: bool = true;
        #[inline(always)]
        unsafe fn to_rows(
            self,
            from: *const f32,
            step: usize,
            to: *mut f32,
            to_row: usize,
            numbers: usize,
        ) {
            // SAFETY: as the caller says
            unsafe { super::turn::to_rows(self, from, step, to, to_row, numbers) }
        }
        #[inline(always)]
        unsafe fn of_rows(
            self,
            from: *const f32,
            from_row: usize,
            to: *mut f32,
            step: usize,
            numbers: usize,
        ) {
            // SAFETY: as the caller says
            unsafe { super::turn::of_rows(self, from, from_row, to, step, numbers) }
        }
    };
}
pub(super) use by_blocks;
