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
    /// In every block two of `a`, then two of `b`: those that each two bits of `ORDER` say.
    fn shuffled<const ORDER: i32>(self, a: Self::V, b: Self::V) -> Self::V;
    /// The numbers of even places, and those of odd ones.
    fn unzip(self, a: Self::V, b: Self::V) -> [Self::V; 2];
    /// And back.
    fn zip(self, even: Self::V, odd: Self::V) -> [Self::V; 2];
    /// Whether these two take no more than an instruction for each register.
    const ZIPS: bool;
    /// The numbers of the places 0, 3, 6, …, those of 1, 4, 7, … and those of 2, 5, 8, …
    fn unzip_three(self, numbers: [Self::V; 3]) -> [Self::V; 3];
    /// And back.
    fn zip_three(self, rows: [Self::V; 3]) -> [Self::V; 3];
}

/// Every block turned around: lane `j` of register `i` becomes lane `i` of register `j`.
#[inline(always)]
pub(super) fn turned_blocks<S: Blocks>(s: S, [a, b, c, d]: [S::V; 4]) -> [S::V; 4] {
    let (ab, cd) = (s.shuffled::<0x44>(a, b), s.shuffled::<0x44>(c, d));
    let (ab_high, cd_high) = (s.shuffled::<0xEE>(a, b), s.shuffled::<0xEE>(c, d));
    [
        s.shuffled::<0x88>(ab, cd),
        s.shuffled::<0xDD>(ab, cd),
        s.shuffled::<0x88>(ab_high, cd_high),
        s.shuffled::<0xDD>(ab_high, cd_high),
    ]
}

/// In every block, [`unzip_three`](Blocks::unzip_three) of the twelve numbers x₀ y₀ z₀ x₁, y₁ z₁ x₂ y₂, z₂ x₃ y₃ z₃.
#[inline(always)]
pub(super) fn unzip_three_in_blocks<S: Blocks>(s: S, [a, b, c]: [S::V; 3]) -> [S::V; 3] {
    let xy = s.shuffled::<0b10_01_11_10>(b, c); // x₂ y₂ x₃ y₃
    let yz = s.shuffled::<0b01_00_10_01>(a, b); // y₀ z₀ y₁ z₁
    [
        s.shuffled::<0b10_00_11_00>(a, xy),
        s.shuffled::<0b11_01_10_00>(yz, xy),
        s.shuffled::<0b11_00_11_01>(yz, c),
    ]
}

/// And back.
#[inline(always)]
pub(super) fn zip_three_in_blocks<S: Blocks>(s: S, [x, y, z]: [S::V; 3]) -> [S::V; 3] {
    let xy = s.shuffled::<0b10_00_10_00>(x, y); // x₀ x₂ y₀ y₂
    let yz = s.shuffled::<0b11_01_11_01>(y, z); // y₁ y₃ z₁ z₃
    let zx = s.shuffled::<0b11_01_10_00>(z, x); // z₀ z₂ x₁ x₃
    [
        s.shuffled::<0b10_00_10_00>(xy, zx),
        s.shuffled::<0b11_01_10_00>(yz, xy),
        s.shuffled::<0b11_01_11_01>(zx, yz),
    ]
}

/// Whole registers that lie one behind the other.
///
/// # Safety
/// They can be read.
#[inline(always)]
unsafe fn load<S: Blocks, const N: usize>(s: S, from: *const f32) -> [S::V; N] {
    let mut registers = [s.zero(); N];
    for (i, register) in registers.iter_mut().enumerate() {
        // SAFETY: as the caller says
        *register = unsafe { s.load(from.add(i * S::LANES)) };
    }
    registers
}

/// Writes registers that far apart.
///
/// # Safety
/// There is room.
#[inline(always)]
unsafe fn store<S: Blocks, const N: usize>(s: S, to: *mut f32, step: usize, registers: [S::V; N]) {
    for (i, &register) in registers.iter().enumerate() {
        // SAFETY: as the caller says
        unsafe { s.store(to.add(i * step), register) }
    }
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
    // SAFETY: as the caller says: up to four numbers without gaps are whole registers. Of more a sample is read with what stands
    // behind it, but for the last
    unsafe {
        match step {
            1 => return s.store(to, s.load(from)),
            2 => {
                let [a, b] = load(s, from);
                return store(s, to, to_row, s.unzip(a, b));
            }
            3 => return store(s, to, to_row, s.unzip_three(load(s, from))),
            4 if S::ZIPS => {
                let [a, b, c, d] = load(s, from);
                let ([even_ab, odd_ab], [even_cd, odd_cd]) = (s.unzip(a, b), s.unzip(c, d));
                let ([x, z], [y, w]) = (s.unzip(even_ab, even_cd), s.unzip(odd_ab, odd_cd));
                return store(s, to, to_row, [x, y, z, w]);
            }
            _ => {}
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
        for (n, row) in turned_blocks(s, samples).into_iter().enumerate() {
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
    // SAFETY: as the caller says
    unsafe {
        let mut rows = [s.zero(); 4];
        for (n, row) in rows.iter_mut().enumerate() {
            if n < numbers {
                *row = s.load(from.add(n * from_row));
            }
        }
        let [x, y, z, w] = rows;
        match step {
            1 => return s.store(to, x),
            2 => return store(s, to, S::LANES, s.zip(x, y)),
            3 => return store(s, to, S::LANES, s.zip_three([x, y, z])),
            4 if S::ZIPS => {
                let ([even_ab, even_cd], [odd_ab, odd_cd]) = (s.zip(x, z), s.zip(y, w));
                let ([a, b], [c, d]) = (s.zip(even_ab, odd_ab), s.zip(even_cd, odd_cd));
                return store(s, to, S::LANES, [a, b, c, d]);
            }
            _ => {}
        }
        let samples = turned_blocks(s, rows);
        for l in 0..S::LANES / 4 {
            for (j, &sample) in samples.iter().enumerate() {
                let place = to.add((4 * l + j) * step);
                store_first_4(place, numbers, s.part(sample, l));
            }
        }
    }
}

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
