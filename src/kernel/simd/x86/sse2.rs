#![allow(unsafe_code)]

use super::super::{Simd, exponent, operations};
use super::part::{load_first_4, store_first_4};
use super::turn::{Blocks, by_blocks, unzip_three_in_blocks, zip_three_in_blocks};
use super::{AVX2, AVX512, SSE2, transpose};
use crate::kernel::REPRODUCIBLE;
use core::arch::x86_64::*;

/// 4 `f32` or 2 `f64`, of a processor that has these instructions: fused multiply-add from AVX2 on.
#[derive(Clone, Copy, Debug)]
pub struct Xmm<const HAS: u8>(());

/// Vectors of a processor of which no more is known.
pub type Sse2 = Xmm<SSE2>;

impl Sse2 {
    /// Every x86-64 processor has SSE2.
    pub const NEW: Self = Self(());
}

impl<const HAS: u8> Xmm<HAS> {
    /// # Safety
    /// The processor has these instructions.
    pub(super) const unsafe fn new() -> Self {
        Self(())
    }
    const FUSED: bool = HAS >= AVX2 && !REPRODUCIBLE;
    const SCALES: bool = HAS >= AVX512 && !REPRODUCIBLE;
}

impl<const HAS: u8> Simd<f32> for Xmm<HAS> {
    type Half = Self;
    type V = __m128;
    type I = __m128i;
    type M = __m128;
    const LANES: usize = 4;
    const FUSED: bool = Self::FUSED;
    const BLOCK: usize = 4;

    #[inline(always)]
    unsafe fn assume() -> Self {
        Self(())
    }
    #[inline(always)]
    fn half(self) -> Self {
        self
    }
    #[inline(always)]
    unsafe fn load(self, place: *const f32) -> __m128 {
        // SAFETY: the caller says that they can be read
        unsafe { _mm_loadu_ps(place) }
    }
    #[inline(always)]
    unsafe fn load_first(self, place: *const f32, count: usize) -> __m128 {
        // SAFETY: each case reads `count` numbers
        unsafe { load_first_4(place, count) }
    }
    #[inline(always)]
    unsafe fn store(self, place: *mut f32, a: __m128) {
        // SAFETY: the caller says that there is room
        unsafe { _mm_storeu_ps(place, a) }
    }
    #[inline(always)]
    unsafe fn store_first(self, place: *mut f32, count: usize, a: __m128) {
        // SAFETY: each case writes `count` numbers
        unsafe { store_first_4(place, count, a) }
    }
    #[inline(always)]
    unsafe fn transpose(
        self,
        from: *const f32,
        from_column: usize,
        to: *mut f32,
        to_column: usize,
    ) {
        // SAFETY: as the caller says
        unsafe { transpose::f32_4(from, from_column, to, to_column) }
    }
    by_blocks!();
    operations! {
        splat(value: f32) -> __m128 = _mm_set1_ps(value);
        add(a: __m128, b: __m128) -> __m128 = _mm_add_ps(a, b);
        mul_add(a: __m128, b: __m128, c: __m128) -> __m128 = if Self::FUSED {
            _mm_fmadd_ps(a, b, c)
        } else {
            _mm_add_ps(_mm_mul_ps(a, b), c)
        };
        neg_mul_add(a: __m128, b: __m128, c: __m128) -> __m128 = if Self::FUSED {
            _mm_fnmadd_ps(a, b, c)
        } else {
            _mm_sub_ps(c, _mm_mul_ps(a, b))
        };
        scale(a: __m128, n: __m128) -> __m128 = if Self::SCALES {
            _mm_scalef_ps(a, n)
        } else {
            exponent::scale::<f32, _>(Self(()), a, n)
        };
        sub(a: __m128, b: __m128) -> __m128 = _mm_sub_ps(a, b);
        mul(a: __m128, b: __m128) -> __m128 = _mm_mul_ps(a, b);
        div(a: __m128, b: __m128) -> __m128 = _mm_div_ps(a, b);
        neg(a: __m128) -> __m128 = _mm_xor_ps(a, _mm_set1_ps(-0.0));
        abs(a: __m128) -> __m128 = _mm_andnot_ps(_mm_set1_ps(-0.0), a);
        sqrt(a: __m128) -> __m128 = _mm_sqrt_ps(a);
        min(a: __m128, b: __m128) -> __m128 = _mm_min_ps(a, b);
        max(a: __m128, b: __m128) -> __m128 = _mm_max_ps(a, b);
        // adding 3/2 · 2²³ leaves no bits behind the point
        round(a: __m128) -> __m128 = {
            let large = _mm_set1_ps(12_582_912.0);
            _mm_sub_ps(_mm_add_ps(a, large), large)
        };
        less(a: __m128, b: __m128) -> __m128 = _mm_cmplt_ps(a, b);
        less_equal(a: __m128, b: __m128) -> __m128 = _mm_cmple_ps(a, b);
        equal(a: __m128, b: __m128) -> __m128 = _mm_cmpeq_ps(a, b);
        both(a: __m128, b: __m128) -> __m128 = _mm_and_ps(a, b);
        either(a: __m128, b: __m128) -> __m128 = _mm_or_ps(a, b);
        select(mask: __m128, yes: __m128, no: __m128) -> __m128 =
            _mm_or_ps(_mm_and_ps(mask, yes), _mm_andnot_ps(mask, no));
        splat_int(value: i64) -> __m128i = _mm_set1_epi32(value as i32);
        to_int(a: __m128) -> __m128i = _mm_cvtps_epi32(a);
        of_int(a: __m128i) -> __m128 = _mm_cvtepi32_ps(a);
        bits(a: __m128) -> __m128i = _mm_castps_si128(a);
        of_bits(a: __m128i) -> __m128 = _mm_castsi128_ps(a);
        add_int(a: __m128i, b: __m128i) -> __m128i = _mm_add_epi32(a, b);
        sub_int(a: __m128i, b: __m128i) -> __m128i = _mm_sub_epi32(a, b);
        and(a: __m128i, b: __m128i) -> __m128i = _mm_and_si128(a, b);
        or(a: __m128i, b: __m128i) -> __m128i = _mm_or_si128(a, b);
        xor(a: __m128i, b: __m128i) -> __m128i = _mm_xor_si128(a, b);
        shift_up<const N>(a: __m128i) -> __m128i = _mm_slli_epi32::<N>(a);
        shift_down<const N>(a: __m128i) -> __m128i = _mm_srli_epi32::<N>(a);
        sum(a: __m128) -> f32 = {
            let a = _mm_add_ps(a, _mm_movehl_ps(a, a));
            _mm_cvtss_f32(_mm_add_ss(a, _mm_shuffle_ps::<1>(a, a)))
        };
        sums(v: [__m128; 4]) -> [f32; 4] = {
            let [a, b, c, d] = v;
            let ab = _mm_add_ps(_mm_unpacklo_ps(a, b), _mm_unpackhi_ps(a, b));
            let cd = _mm_add_ps(_mm_unpacklo_ps(c, d), _mm_unpackhi_ps(c, d));
            let sums = _mm_add_ps(_mm_movelh_ps(ab, cd), _mm_movehl_ps(cd, ab));
            core::mem::transmute::<__m128, [f32; 4]>(sums)
        };
        largest(a: __m128) -> f32 = {
            let a = _mm_max_ps(a, _mm_movehl_ps(a, a));
            _mm_cvtss_f32(_mm_max_ss(a, _mm_shuffle_ps::<1>(a, a)))
        };
    }
}

impl<const HAS: u8> Blocks for Xmm<HAS> {
    const ZIPS: bool = true;
    #[inline(always)]
    fn joined(self, [a, ..]: [__m128; 4]) -> __m128 {
        a
    }
    #[inline(always)]
    fn part(self, a: __m128, _: usize) -> __m128 {
        a
    }
    operations! {
        shuffled<const ORDER>(a: __m128, b: __m128) -> __m128 = _mm_shuffle_ps::<ORDER>(a, b);
        unzip(a: __m128, b: __m128) -> [__m128; 2] =
            [_mm_shuffle_ps::<0x88>(a, b), _mm_shuffle_ps::<0xDD>(a, b)];
        zip(even: __m128, odd: __m128) -> [__m128; 2] =
            [_mm_unpacklo_ps(even, odd), _mm_unpackhi_ps(even, odd)];
        unzip_three(numbers: [__m128; 3]) -> [__m128; 3] = unzip_three_in_blocks(Self::new(), numbers);
        zip_three(rows: [__m128; 3]) -> [__m128; 3] = zip_three_in_blocks(Self::new(), rows);
    }
}

impl<const HAS: u8> Simd<f64> for Xmm<HAS> {
    type Half = Self;
    type V = __m128d;
    type I = __m128i;
    type M = __m128d;
    const LANES: usize = 2;
    const FUSED: bool = Self::FUSED;
    const BLOCK: usize = 2;

    #[inline(always)]
    unsafe fn assume() -> Self {
        Self(())
    }
    #[inline(always)]
    fn half(self) -> Self {
        self
    }
    #[inline(always)]
    unsafe fn load(self, place: *const f64) -> __m128d {
        // SAFETY: the caller says that they can be read
        unsafe { _mm_loadu_pd(place) }
    }
    #[inline(always)]
    unsafe fn load_first(self, place: *const f64, count: usize) -> __m128d {
        // SAFETY: each case reads `count` numbers
        unsafe {
            match count {
                0 => _mm_setzero_pd(),
                1 => _mm_load_sd(place),
                _ => _mm_loadu_pd(place),
            }
        }
    }
    #[inline(always)]
    unsafe fn store(self, place: *mut f64, a: __m128d) {
        // SAFETY: the caller says that there is room
        unsafe { _mm_storeu_pd(place, a) }
    }
    #[inline(always)]
    unsafe fn store_first(self, place: *mut f64, count: usize, a: __m128d) {
        // SAFETY: each case writes `count` numbers
        unsafe {
            match count {
                0 => {}
                1 => _mm_store_sd(place, a),
                _ => _mm_storeu_pd(place, a),
            }
        }
    }
    #[inline(always)]
    unsafe fn transpose(
        self,
        from: *const f64,
        from_column: usize,
        to: *mut f64,
        to_column: usize,
    ) {
        // SAFETY: as the caller says
        unsafe { transpose::f64_2(from, from_column, to, to_column) }
    }
    operations! {
        splat(value: f64) -> __m128d = _mm_set1_pd(value);
        add(a: __m128d, b: __m128d) -> __m128d = _mm_add_pd(a, b);
        mul_add(a: __m128d, b: __m128d, c: __m128d) -> __m128d = if Self::FUSED {
            _mm_fmadd_pd(a, b, c)
        } else {
            _mm_add_pd(_mm_mul_pd(a, b), c)
        };
        neg_mul_add(a: __m128d, b: __m128d, c: __m128d) -> __m128d = if Self::FUSED {
            _mm_fnmadd_pd(a, b, c)
        } else {
            _mm_sub_pd(c, _mm_mul_pd(a, b))
        };
        scale(a: __m128d, n: __m128d) -> __m128d = if Self::SCALES {
            _mm_scalef_pd(a, n)
        } else {
            exponent::scale::<f64, _>(Self(()), a, n)
        };
        sub(a: __m128d, b: __m128d) -> __m128d = _mm_sub_pd(a, b);
        mul(a: __m128d, b: __m128d) -> __m128d = _mm_mul_pd(a, b);
        div(a: __m128d, b: __m128d) -> __m128d = _mm_div_pd(a, b);
        neg(a: __m128d) -> __m128d = _mm_xor_pd(a, _mm_set1_pd(-0.0));
        abs(a: __m128d) -> __m128d = _mm_andnot_pd(_mm_set1_pd(-0.0), a);
        sqrt(a: __m128d) -> __m128d = _mm_sqrt_pd(a);
        min(a: __m128d, b: __m128d) -> __m128d = _mm_min_pd(a, b);
        max(a: __m128d, b: __m128d) -> __m128d = _mm_max_pd(a, b);
        round(a: __m128d) -> __m128d = {
            let large = _mm_set1_pd(LARGE);
            _mm_sub_pd(_mm_add_pd(a, large), large)
        };
        // the low bits of n + 3/2 · 2⁵² are those of n
        less(a: __m128d, b: __m128d) -> __m128d = _mm_cmplt_pd(a, b);
        less_equal(a: __m128d, b: __m128d) -> __m128d = _mm_cmple_pd(a, b);
        equal(a: __m128d, b: __m128d) -> __m128d = _mm_cmpeq_pd(a, b);
        both(a: __m128d, b: __m128d) -> __m128d = _mm_and_pd(a, b);
        either(a: __m128d, b: __m128d) -> __m128d = _mm_or_pd(a, b);
        select(mask: __m128d, yes: __m128d, no: __m128d) -> __m128d =
            _mm_or_pd(_mm_and_pd(mask, yes), _mm_andnot_pd(mask, no));
        splat_int(value: i64) -> __m128i = _mm_set1_epi64x(value);
        to_int(a: __m128d) -> __m128i = {
            let large = _mm_set1_pd(LARGE);
            _mm_sub_epi64(_mm_castpd_si128(_mm_add_pd(a, large)), _mm_castpd_si128(large))
        };
        of_int(a: __m128i) -> __m128d = {
            let large = _mm_set1_pd(LARGE);
            _mm_sub_pd(_mm_castsi128_pd(_mm_add_epi64(a, _mm_castpd_si128(large))), large)
        };
        bits(a: __m128d) -> __m128i = _mm_castpd_si128(a);
        of_bits(a: __m128i) -> __m128d = _mm_castsi128_pd(a);
        add_int(a: __m128i, b: __m128i) -> __m128i = _mm_add_epi64(a, b);
        sub_int(a: __m128i, b: __m128i) -> __m128i = _mm_sub_epi64(a, b);
        and(a: __m128i, b: __m128i) -> __m128i = _mm_and_si128(a, b);
        or(a: __m128i, b: __m128i) -> __m128i = _mm_or_si128(a, b);
        xor(a: __m128i, b: __m128i) -> __m128i = _mm_xor_si128(a, b);
        shift_up<const N>(a: __m128i) -> __m128i = _mm_slli_epi64::<N>(a);
        shift_down<const N>(a: __m128i) -> __m128i = _mm_srli_epi64::<N>(a);
        sum(a: __m128d) -> f64 = _mm_cvtsd_f64(_mm_add_sd(a, _mm_unpackhi_pd(a, a)));
        sums(v: [__m128d; 4]) -> [f64; 4] = {
            let [a, b, c, d] = v;
            let ab = _mm_add_pd(_mm_unpacklo_pd(a, b), _mm_unpackhi_pd(a, b));
            let cd = _mm_add_pd(_mm_unpacklo_pd(c, d), _mm_unpackhi_pd(c, d));
            core::mem::transmute::<[__m128d; 2], [f64; 4]>([ab, cd])
        };
        largest(a: __m128d) -> f64 = _mm_cvtsd_f64(_mm_max_sd(a, _mm_unpackhi_pd(a, a)));
    }
}

/// 3/2 · 2⁵²: adding it leaves no bits behind the point, and an integer in the low bits.
pub(super) const LARGE: f64 = 6_755_399_441_055_744.0;
