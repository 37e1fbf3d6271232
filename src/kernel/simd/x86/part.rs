//! Some of the four numbers of a vector.
#![allow(unsafe_code)]

use core::arch::x86_64::*;

/// Up to 4 numbers, the rest 0.
///
/// # Safety
/// `count` numbers can be read.
#[inline(always)]
pub(super) unsafe fn load_first_4(place: *const f32, count: usize) -> __m128 {
    // SAFETY: each case reads `count` numbers. (Number by number: where they are in registers they stay there, and
    // neighbours in memory the compiler reads at once.)
    unsafe {
        match count {
            0 => _mm_setzero_ps(),
            1 => _mm_load_ss(place),
            2 => _mm_setr_ps(*place, *place.add(1), 0.0, 0.0),
            3 => _mm_setr_ps(*place, *place.add(1), *place.add(2), 0.0),
            _ => _mm_loadu_ps(place),
        }
    }
}

/// The first `count` of 4 numbers.
///
/// # Safety
/// There is room for `count` numbers.
#[inline(always)]
pub(super) unsafe fn store_first_4(place: *mut f32, count: usize, a: __m128) {
    // SAFETY: each case writes `count` numbers
    unsafe {
        match count {
            0 => {}
            1 => _mm_store_ss(place, a),
            2 => _mm_store_sd(place.cast(), _mm_castps_pd(a)),
            3 => {
                _mm_store_sd(place.cast(), _mm_castps_pd(a));
                _mm_store_ss(place.add(2), _mm_movehl_ps(a, a));
            }
            _ => _mm_storeu_ps(place, a),
        }
    }
}
