//! AVX-512 for what turns samples around: numbers of any places of two registers in one instruction.
#![allow(unsafe_code)]

use super::super::operations;
use super::avx512::Avx512;
use super::turn::Blocks;
use core::arch::x86_64::*;

impl Blocks for Avx512 {
    const ZIPS: bool = true;
    operations! {
        joined(parts: [__m128; 4]) -> __m512 = {
            let [a, b, c, d] = parts;
            let ab = _mm512_insertf32x4::<1>(_mm512_castps128_ps512(a), b);
            _mm512_insertf32x4::<3>(_mm512_insertf32x4::<2>(ab, c), d)
        };
        part(a: __m512, part: usize) -> __m128 = match part {
            0 => _mm512_castps512_ps128(a),
            1 => _mm512_extractf32x4_ps::<1>(a),
            2 => _mm512_extractf32x4_ps::<2>(a),
            _ => _mm512_extractf32x4_ps::<3>(a),
        };
        shuffled<const ORDER>(a: __m512, b: __m512) -> __m512 = _mm512_shuffle_ps::<ORDER>(a, b);
        unzip(a: __m512, b: __m512) -> [__m512; 2] = {
            let even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
            let odd = _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
            [_mm512_permutex2var_ps(a, even, b), _mm512_permutex2var_ps(a, odd, b)]
        };
        zip(even: __m512, odd: __m512) -> [__m512; 2] = {
            let low = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            let high = _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
            [_mm512_permutex2var_ps(even, low, odd), _mm512_permutex2var_ps(even, high, odd)]
        };
        unzip_three(numbers: [__m512; 3]) -> [__m512; 3] = {
            let of_two = [
                _mm512_setr_epi32(0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0),
                _mm512_setr_epi32(1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0),
                _mm512_setr_epi32(2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0),
            ];
            let with_third = [
                _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29),
                _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30),
                _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31),
            ];
            of_three(numbers, of_two, with_third)
        };
        zip_three(rows: [__m512; 3]) -> [__m512; 3] = {
            let of_two = [
                _mm512_setr_epi32(0, 16, 0, 1, 17, 0, 2, 18, 0, 3, 19, 0, 4, 20, 0, 5),
                _mm512_setr_epi32(21, 0, 6, 22, 0, 7, 23, 0, 8, 24, 0, 9, 25, 0, 10, 26),
                _mm512_setr_epi32(0, 11, 27, 0, 12, 28, 0, 13, 29, 0, 14, 30, 0, 15, 31, 0),
            ];
            let with_third = [
                _mm512_setr_epi32(0, 1, 16, 3, 4, 17, 6, 7, 18, 9, 10, 19, 12, 13, 20, 15),
                _mm512_setr_epi32(0, 21, 2, 3, 22, 5, 6, 23, 8, 9, 24, 11, 12, 25, 14, 15),
                _mm512_setr_epi32(26, 1, 2, 27, 4, 5, 28, 7, 8, 29, 10, 11, 30, 13, 14, 31),
            ];
            of_three(rows, of_two, with_third)
        };
    }
}

/// Three registers of the numbers of three: what each has of the first two, 0 standing for what is written over, then that with what
/// it has of the third.
///
/// # Safety
/// The processor has AVX-512 F.
#[inline(always)]
unsafe fn of_three(
    [a, b, c]: [__m512; 3],
    of_two: [__m512i; 3],
    with_third: [__m512i; 3],
) -> [__m512; 3] {
    let mut registers = [a; 3];
    let places = of_two.into_iter().zip(with_third);
    for (register, (of_two, with_third)) in registers.iter_mut().zip(places) {
        // SAFETY: as the caller says
        *register = unsafe {
            let two = _mm512_permutex2var_ps(a, of_two, b);
            _mm512_permutex2var_ps(two, with_third, c)
        };
    }
    registers
}
