//! Square blocks, their columns made rows: `to[j + i·to_column] = from[i + j·from_column]`.
#![allow(unsafe_code)]

use core::arch::x86_64::*;

/// 4 by 4 `f32`, with SSE2.
///
/// # Safety
/// The columns at `from` can be read, those at `to` written; the processor has SSE2.
#[inline(always)]
pub(super) unsafe fn f32_4(from: *const f32, from_column: usize, to: *mut f32, to_column: usize) {
    // SAFETY: as the caller says
    unsafe {
        let mut a = _mm_loadu_ps(from);
        let mut b = _mm_loadu_ps(from.add(from_column));
        let mut c = _mm_loadu_ps(from.add(2 * from_column));
        let mut d = _mm_loadu_ps(from.add(3 * from_column));
        _MM_TRANSPOSE4_PS(&mut a, &mut b, &mut c, &mut d);
        _mm_storeu_ps(to, a);
        _mm_storeu_ps(to.add(to_column), b);
        _mm_storeu_ps(to.add(2 * to_column), c);
        _mm_storeu_ps(to.add(3 * to_column), d);
    }
}

/// 2 by 2 `f64`, with SSE2.
///
/// # Safety
/// As [`f32_4`].
#[inline(always)]
pub(super) unsafe fn f64_2(from: *const f64, from_column: usize, to: *mut f64, to_column: usize) {
    // SAFETY: as the caller says
    unsafe {
        let (a, b) = (_mm_loadu_pd(from), _mm_loadu_pd(from.add(from_column)));
        _mm_storeu_pd(to, _mm_unpacklo_pd(a, b));
        _mm_storeu_pd(to.add(to_column), _mm_unpackhi_pd(a, b));
    }
}

/// 8 by 8 `f32`, with AVX: pairs, then pairs of pairs, then halves.
///
/// # Safety
/// As [`f32_4`]; the processor has AVX.
#[inline(always)]
pub(super) unsafe fn f32_8(from: *const f32, from_column: usize, to: *mut f32, to_column: usize) {
    // SAFETY: as the caller says
    unsafe {
        let mut halves = [_mm256_setzero_ps(); 8];
        for quarter in 0..2 {
            let column = |j: usize| _mm256_loadu_ps(from.add((4 * quarter + j) * from_column));
            let (a, b, c, d) = (column(0), column(1), column(2), column(3));
            let (ab, ab_high) = (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
            let (cd, cd_high) = (_mm256_unpacklo_ps(c, d), _mm256_unpackhi_ps(c, d));
            halves[4 * quarter] = _mm256_shuffle_ps::<0x44>(ab, cd);
            halves[4 * quarter + 1] = _mm256_shuffle_ps::<0xEE>(ab, cd);
            halves[4 * quarter + 2] = _mm256_shuffle_ps::<0x44>(ab_high, cd_high);
            halves[4 * quarter + 3] = _mm256_shuffle_ps::<0xEE>(ab_high, cd_high);
        }
        for i in 0..4 {
            let (low, high) = (halves[i], halves[4 + i]);
            let row = _mm256_permute2f128_ps::<0x20>(low, high);
            _mm256_storeu_ps(to.add(i * to_column), row);
            let row = _mm256_permute2f128_ps::<0x31>(low, high);
            _mm256_storeu_ps(to.add((4 + i) * to_column), row);
        }
    }
}

/// 4 by 4 `f64`, with AVX.
///
/// # Safety
/// As [`f32_8`].
#[inline(always)]
pub(super) unsafe fn f64_4(from: *const f64, from_column: usize, to: *mut f64, to_column: usize) {
    // SAFETY: as the caller says
    unsafe {
        let a = _mm256_loadu_pd(from);
        let b = _mm256_loadu_pd(from.add(from_column));
        let c = _mm256_loadu_pd(from.add(2 * from_column));
        let d = _mm256_loadu_pd(from.add(3 * from_column));
        let (ab, ab_high) = (_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b));
        let (cd, cd_high) = (_mm256_unpacklo_pd(c, d), _mm256_unpackhi_pd(c, d));
        _mm256_storeu_pd(to, _mm256_permute2f128_pd::<0x20>(ab, cd));
        let row = _mm256_permute2f128_pd::<0x20>(ab_high, cd_high);
        _mm256_storeu_pd(to.add(to_column), row);
        let row = _mm256_permute2f128_pd::<0x31>(ab, cd);
        _mm256_storeu_pd(to.add(2 * to_column), row);
        let row = _mm256_permute2f128_pd::<0x31>(ab_high, cd_high);
        _mm256_storeu_pd(to.add(3 * to_column), row);
    }
}
