//! Square blocks, their columns made rows: `to[j + i·to_column] = from[i + j·from_column]`.
#![allow(unsafe_code)]

use super::avx2::Avx2;
use super::turn::turned_blocks;
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

/// 8 by 8 `f32`, with AVX2: column `j` and column `j + 4` in the halves of a register, which are then turned as blocks of 4 by 4.
///
/// # Safety
/// As [`f32_4`]; the processor has AVX2 and FMA.
#[inline(always)]
pub(super) unsafe fn f32_8(from: *const f32, from_column: usize, to: *mut f32, to_column: usize) {
    // SAFETY: as the caller says
    unsafe {
        for half in [0, 4] {
            let mut pairs = [_mm256_setzero_ps(); 4];
            for (j, pair) in pairs.iter_mut().enumerate() {
                let place = from.add(j * from_column + half);
                *pair = _mm256_loadu2_m128(place.add(4 * from_column), place);
            }
            for (i, row) in turned_blocks(Avx2::new(), pairs).into_iter().enumerate() {
                _mm256_storeu_ps(to.add((half + i) * to_column), row);
            }
        }
    }
}

/// 4 by 4 `f64`, with AVX, in the same way.
///
/// # Safety
/// As [`f32_8`].
#[inline(always)]
pub(super) unsafe fn f64_4(from: *const f64, from_column: usize, to: *mut f64, to_column: usize) {
    // SAFETY: as the caller says
    unsafe {
        for half in [0, 2] {
            let place = from.add(half);
            let a = _mm256_loadu2_m128d(place.add(2 * from_column), place);
            let place = place.add(from_column);
            let b = _mm256_loadu2_m128d(place.add(2 * from_column), place);
            _mm256_storeu_pd(to.add(half * to_column), _mm256_unpacklo_pd(a, b));
            _mm256_storeu_pd(to.add((half + 1) * to_column), _mm256_unpackhi_pd(a, b));
        }
    }
}
