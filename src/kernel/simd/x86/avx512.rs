#![allow(unsafe_code)]

use super::super::{Simd, operations};
use super::avx2::{Avx2, Ymm};
use super::turn::by_blocks;
use super::{AVX512, transpose};
use crate::kernel::REPRODUCIBLE;
use core::arch::x86_64::*;

/// 16 `f32` or 8 `f64`, fused multiply-add, masks.
#[derive(Clone, Copy, Debug)]
pub struct Avx512(());

impl Avx512 {
    /// # Safety
    /// The processor has AVX-512 F, BW, DQ and VL, AVX2 and FMA.
    pub const unsafe fn new() -> Self {
        Self(())
    }
}

/// To the nearest integer, of two to the even one, without a floating-point exception.
const NEAREST: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;

impl Simd<f32> for Avx512 {
    type Half = Ymm<AVX512>;
    type V = __m512;
    type I = __m512i;
    type M = __mmask16;
    const LANES: usize = 16;
    const FUSED: bool = !REPRODUCIBLE;
    const MASKS: bool = true;
    const BLOCK: usize = 8;
    const LOOKS_UP: bool = !REPRODUCIBLE;

    #[inline(always)]
    fn look_up(self, table: &[f32; 32], index: __m512i) -> __m512 {
        // SAFETY: `self` says that there are these instructions; the table has 32 numbers
        unsafe {
            let place = table.as_ptr();
            let (low, high) = (_mm512_loadu_ps(place), _mm512_loadu_ps(place.add(16)));
            _mm512_permutex2var_ps(low, index, high)
        }
    }
    #[inline(always)]
    unsafe fn assume() -> Self {
        Self(())
    }
    #[inline(always)]
    fn half(self) -> Ymm<AVX512> {
        // SAFETY: the processor has AVX-512 with VL, AVX2 and FMA, as `new` says
        unsafe { Ymm::new() }
    }
    #[inline(always)]
    unsafe fn load(self, place: *const f32) -> __m512 {
        // SAFETY: the caller says that they can be read
        unsafe { _mm512_loadu_ps(place) }
    }
    #[inline(always)]
    unsafe fn load_first(self, place: *const f32, count: usize) -> __m512 {
        // SAFETY: reads the lanes below `count` only
        unsafe { _mm512_maskz_loadu_ps(((1_u32 << count) - 1) as __mmask16, place) }
    }
    #[inline(always)]
    unsafe fn store(self, place: *mut f32, a: __m512) {
        // SAFETY: the caller says that there is room
        unsafe { _mm512_storeu_ps(place, a) }
    }
    #[inline(always)]
    unsafe fn store_first(self, place: *mut f32, count: usize, a: __m512) {
        // SAFETY: writes `count` numbers. Not with one instruction: it is slow on AMD, and what is read next would wait
        // until it is in the cache.
        unsafe {
            let (half, low) = (Avx2::new(), _mm512_castps512_ps256(a));
            if count < 8 {
                half.store_first(place, count, low);
            } else {
                _mm256_storeu_ps(place, low);
                half.store_first(place.add(8), count - 8, _mm512_extractf32x8_ps::<1>(a));
            }
        }
    }
    /// Part by part, as they were written.
    #[inline(always)]
    fn read(self, values: &[f32]) -> __m512 {
        // SAFETY: `self` says that there are these instructions; there are 16 numbers, or are asked for
        unsafe {
            if values.len() >= 16 {
                return _mm512_loadu_ps(values.as_ptr());
            }
            let half = Avx2::new();
            let low = half.read(values);
            match values.get(8..) {
                None => _mm512_zextps256_ps512(low),
                Some(more) => _mm512_insertf32x8::<1>(_mm512_castps256_ps512(low), half.read(more)),
            }
        }
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
        unsafe { transpose::f32_8(from, from_column, to, to_column) }
    }
    by_blocks!();
    operations! {
        splat(value: f32) -> __m512 = _mm512_set1_ps(value);
        add(a: __m512, b: __m512) -> __m512 = _mm512_add_ps(a, b);
        sub(a: __m512, b: __m512) -> __m512 = _mm512_sub_ps(a, b);
        mul(a: __m512, b: __m512) -> __m512 = _mm512_mul_ps(a, b);
        div(a: __m512, b: __m512) -> __m512 = _mm512_div_ps(a, b);
        neg(a: __m512) -> __m512 = _mm512_xor_ps(a, _mm512_set1_ps(-0.0));
        abs(a: __m512) -> __m512 = _mm512_andnot_ps(_mm512_set1_ps(-0.0), a);
        sqrt(a: __m512) -> __m512 = _mm512_sqrt_ps(a);
        min(a: __m512, b: __m512) -> __m512 = _mm512_min_ps(a, b);
        max(a: __m512, b: __m512) -> __m512 = _mm512_max_ps(a, b);
        round(a: __m512) -> __m512 = _mm512_roundscale_ps::<NEAREST>(a);
        less(a: __m512, b: __m512) -> __mmask16 = _mm512_cmp_ps_mask::<_CMP_LT_OQ>(a, b);
        less_equal(a: __m512, b: __m512) -> __mmask16 = _mm512_cmp_ps_mask::<_CMP_LE_OQ>(a, b);
        equal(a: __m512, b: __m512) -> __mmask16 = _mm512_cmp_ps_mask::<_CMP_EQ_OQ>(a, b);
        both(a: __mmask16, b: __mmask16) -> __mmask16 = _kand_mask16(a, b);
        either(a: __mmask16, b: __mmask16) -> __mmask16 = _kor_mask16(a, b);
        select(mask: __mmask16, yes: __m512, no: __m512) -> __m512 =
            _mm512_mask_blend_ps(mask, no, yes);
        splat_int(value: i64) -> __m512i = _mm512_set1_epi32(value as i32);
        to_int(a: __m512) -> __m512i = _mm512_cvtps_epi32(a);
        of_int(a: __m512i) -> __m512 = _mm512_cvtepi32_ps(a);
        bits(a: __m512) -> __m512i = _mm512_castps_si512(a);
        of_bits(a: __m512i) -> __m512 = _mm512_castsi512_ps(a);
        add_int(a: __m512i, b: __m512i) -> __m512i = _mm512_add_epi32(a, b);
        sub_int(a: __m512i, b: __m512i) -> __m512i = _mm512_sub_epi32(a, b);
        and(a: __m512i, b: __m512i) -> __m512i = _mm512_and_si512(a, b);
        or(a: __m512i, b: __m512i) -> __m512i = _mm512_or_si512(a, b);
        xor(a: __m512i, b: __m512i) -> __m512i = _mm512_xor_si512(a, b);
        shift_up<const N>(a: __m512i) -> __m512i = _mm512_sll_epi32(a, _mm_cvtsi32_si128(N));
        shift_down<const N>(a: __m512i) -> __m512i = _mm512_srl_epi32(a, _mm_cvtsi32_si128(N));
        turned(a: __m512, b: __m512, count: usize) -> __m512 = {
            let lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
            let from = _mm512_add_epi32(lanes, _mm512_set1_epi32(count as i32));
            _mm512_permutex2var_ps(a, from, b)
        };
        sum(a: __m512) -> f32 = Avx2::new().sum(halved_f32(a));
        // always the upper half added to the lower, of two vectors at once, and of all four in the end
        sums(v: [__m512; 4]) -> [f32; 4] = {
            let [a, b, c, d] = v;
            let ac = _mm512_add_ps(_mm512_shuffle_f32x4::<0x44>(a, c), _mm512_shuffle_f32x4::<0xEE>(a, c));
            let bd = _mm512_add_ps(_mm512_shuffle_f32x4::<0x44>(b, d), _mm512_shuffle_f32x4::<0xEE>(b, d));
            let all = _mm512_add_ps(_mm512_shuffle_f32x4::<0x88>(ac, bd), _mm512_shuffle_f32x4::<0xDD>(ac, bd));
            let all = _mm512_add_ps(all, _mm512_permute_ps::<0b01_00_11_10>(all));
            let all = _mm512_add_ps(all, _mm512_permute_ps::<0b10_11_00_01>(all));
            let of_each = _mm512_setr_epi32(0, 8, 4, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            let sums = _mm512_castps512_ps128(_mm512_permutexvar_ps(of_each, all));
            let mut four = [0.0; 4];
            _mm_storeu_ps(four.as_mut_ptr(), sums);
            four
        };
        largest(a: __m512) -> f32 = {
            let (low, high) = (_mm512_castps512_ps256(a), _mm512_extractf32x8_ps::<1>(a));
            Avx2::new().largest(_mm256_max_ps(low, high))
        };
    }
    #[cfg(not(feature = "reproducible"))]
    operations! {
        // 14 digits, and as many again of the rest of that division
        quotient(a: __m512, b: __m512) -> __m512 = {
            let r = _mm512_rcp14_ps(b);
            let q = _mm512_mul_ps(a, r);
            _mm512_fnmadd_ps(_mm512_fmsub_ps(b, q, a), r, q)
        };
        // 14 digits of 1/√a, and the rest of the root; the instruction for roots takes longer
        root(a: __m512) -> __m512 = {
            let r = _mm512_rsqrt14_ps(a);
            let root = _mm512_mul_ps(a, r);
            let half = _mm512_mul_ps(_mm512_set1_ps(0.5), r);
            _mm512_fmadd_ps(_mm512_fnmadd_ps(root, root, a), half, root)
        };
        // 14 digits, twice as many with each of Newton's steps; a division takes longer
        reciprocal(b: __m512) -> __m512 = {
            let (one, r) = (_mm512_set1_ps(1.0), _mm512_rcp14_ps(b));
            _mm512_fmadd_ps(_mm512_fnmadd_ps(b, r, one), r, r)
        };
        mul_add(a: __m512, b: __m512, c: __m512) -> __m512 = _mm512_fmadd_ps(a, b, c);
        neg_mul_add(a: __m512, b: __m512, c: __m512) -> __m512 = _mm512_fnmadd_ps(a, b, c);
        power_of_two(n: __m512) -> __m512 = _mm512_scalef_ps(_mm512_set1_ps(1.0), n);
        scale(a: __m512, n: __m512) -> __m512 = _mm512_scalef_ps(a, n);
        scale_normal(a: __m512, n: __m512) -> __m512 = _mm512_scalef_ps(a, n);
    }
}

impl Simd<f64> for Avx512 {
    type Half = Ymm<AVX512>;
    type V = __m512d;
    type I = __m512i;
    type M = __mmask8;
    const LANES: usize = 8;
    const FUSED: bool = !REPRODUCIBLE;
    const MASKS: bool = true;
    const BLOCK: usize = 4;

    #[inline(always)]
    unsafe fn assume() -> Self {
        Self(())
    }
    #[inline(always)]
    fn half(self) -> Ymm<AVX512> {
        // SAFETY: the processor has AVX-512 with VL, AVX2 and FMA, as `new` says
        unsafe { Ymm::new() }
    }
    #[inline(always)]
    unsafe fn load(self, place: *const f64) -> __m512d {
        // SAFETY: the caller says that they can be read
        unsafe { _mm512_loadu_pd(place) }
    }
    #[inline(always)]
    unsafe fn load_first(self, place: *const f64, count: usize) -> __m512d {
        // SAFETY: reads the lanes below `count` only
        unsafe { _mm512_maskz_loadu_pd(((1_u32 << count) - 1) as __mmask8, place) }
    }
    #[inline(always)]
    unsafe fn store(self, place: *mut f64, a: __m512d) {
        // SAFETY: the caller says that there is room
        unsafe { _mm512_storeu_pd(place, a) }
    }
    #[inline(always)]
    unsafe fn store_first(self, place: *mut f64, count: usize, a: __m512d) {
        // SAFETY: writes `count` numbers; as for `f32`
        unsafe {
            let (half, low) = (Avx2::new(), _mm512_castpd512_pd256(a));
            if count < 4 {
                half.store_first(place, count, low);
            } else {
                _mm256_storeu_pd(place, low);
                half.store_first(place.add(4), count - 4, _mm512_extractf64x4_pd::<1>(a));
            }
        }
    }
    /// Part by part, as they were written.
    #[inline(always)]
    fn read(self, values: &[f64]) -> __m512d {
        // SAFETY: as for `f32`
        unsafe {
            if values.len() >= 8 {
                return _mm512_loadu_pd(values.as_ptr());
            }
            let half = Avx2::new();
            let low = half.read(values);
            match values.get(4..) {
                None => _mm512_zextpd256_pd512(low),
                Some(more) => _mm512_insertf64x4::<1>(_mm512_castpd256_pd512(low), half.read(more)),
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
        unsafe { transpose::f64_4(from, from_column, to, to_column) }
    }
    operations! {
        splat(value: f64) -> __m512d = _mm512_set1_pd(value);
        add(a: __m512d, b: __m512d) -> __m512d = _mm512_add_pd(a, b);
        sub(a: __m512d, b: __m512d) -> __m512d = _mm512_sub_pd(a, b);
        mul(a: __m512d, b: __m512d) -> __m512d = _mm512_mul_pd(a, b);
        div(a: __m512d, b: __m512d) -> __m512d = _mm512_div_pd(a, b);
        neg(a: __m512d) -> __m512d = _mm512_xor_pd(a, _mm512_set1_pd(-0.0));
        abs(a: __m512d) -> __m512d = _mm512_andnot_pd(_mm512_set1_pd(-0.0), a);
        sqrt(a: __m512d) -> __m512d = _mm512_sqrt_pd(a);
        min(a: __m512d, b: __m512d) -> __m512d = _mm512_min_pd(a, b);
        max(a: __m512d, b: __m512d) -> __m512d = _mm512_max_pd(a, b);
        round(a: __m512d) -> __m512d = _mm512_roundscale_pd::<NEAREST>(a);
        less(a: __m512d, b: __m512d) -> __mmask8 = _mm512_cmp_pd_mask::<_CMP_LT_OQ>(a, b);
        less_equal(a: __m512d, b: __m512d) -> __mmask8 = _mm512_cmp_pd_mask::<_CMP_LE_OQ>(a, b);
        equal(a: __m512d, b: __m512d) -> __mmask8 = _mm512_cmp_pd_mask::<_CMP_EQ_OQ>(a, b);
        both(a: __mmask8, b: __mmask8) -> __mmask8 = _kand_mask8(a, b);
        either(a: __mmask8, b: __mmask8) -> __mmask8 = _kor_mask8(a, b);
        select(mask: __mmask8, yes: __m512d, no: __m512d) -> __m512d =
            _mm512_mask_blend_pd(mask, no, yes);
        splat_int(value: i64) -> __m512i = _mm512_set1_epi64(value);
        to_int(a: __m512d) -> __m512i = _mm512_cvtpd_epi64(a);
        of_int(a: __m512i) -> __m512d = _mm512_cvtepi64_pd(a);
        bits(a: __m512d) -> __m512i = _mm512_castpd_si512(a);
        of_bits(a: __m512i) -> __m512d = _mm512_castsi512_pd(a);
        add_int(a: __m512i, b: __m512i) -> __m512i = _mm512_add_epi64(a, b);
        sub_int(a: __m512i, b: __m512i) -> __m512i = _mm512_sub_epi64(a, b);
        and(a: __m512i, b: __m512i) -> __m512i = _mm512_and_si512(a, b);
        or(a: __m512i, b: __m512i) -> __m512i = _mm512_or_si512(a, b);
        xor(a: __m512i, b: __m512i) -> __m512i = _mm512_xor_si512(a, b);
        shift_up<const N>(a: __m512i) -> __m512i = _mm512_sll_epi64(a, _mm_cvtsi32_si128(N));
        shift_down<const N>(a: __m512i) -> __m512i = _mm512_srl_epi64(a, _mm_cvtsi32_si128(N));
        turned(a: __m512d, b: __m512d, count: usize) -> __m512d = {
            let lanes = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
            let from = _mm512_add_epi64(lanes, _mm512_set1_epi64(count as i64));
            _mm512_permutex2var_pd(a, from, b)
        };
        sum(a: __m512d) -> f64 = Avx2::new().sum(halved_f64(a));
        sums(v: [__m512d; 4]) -> [f64; 4] = {
            let [a, b, c, d] = v;
            Avx2::new().sums([halved_f64(a), halved_f64(b), halved_f64(c), halved_f64(d)])
        };
        largest(a: __m512d) -> f64 = {
            let (low, high) = (_mm512_castpd512_pd256(a), _mm512_extractf64x4_pd::<1>(a));
            Avx2::new().largest(_mm256_max_pd(low, high))
        };
    }
    #[cfg(not(feature = "reproducible"))]
    operations! {
        // 28 digits, and as many again of the rest of that division
        quotient(a: __m512d, b: __m512d) -> __m512d = {
            let (one, r) = (_mm512_set1_pd(1.0), _mm512_rcp14_pd(b));
            let r = _mm512_fmadd_pd(_mm512_fnmadd_pd(b, r, one), r, r);
            let q = _mm512_mul_pd(a, r);
            _mm512_fnmadd_pd(_mm512_fmsub_pd(b, q, a), r, q)
        };
        // 14 digits, twice as many with each of Newton's steps; a division takes longer
        reciprocal(b: __m512d) -> __m512d = {
            let (one, r) = (_mm512_set1_pd(1.0), _mm512_rcp14_pd(b));
            let r = _mm512_fmadd_pd(_mm512_fnmadd_pd(b, r, one), r, r);
            _mm512_fmadd_pd(_mm512_fnmadd_pd(b, r, one), r, r)
        };
        mul_add(a: __m512d, b: __m512d, c: __m512d) -> __m512d = _mm512_fmadd_pd(a, b, c);
        neg_mul_add(a: __m512d, b: __m512d, c: __m512d) -> __m512d = _mm512_fnmadd_pd(a, b, c);
        power_of_two(n: __m512d) -> __m512d = _mm512_scalef_pd(_mm512_set1_pd(1.0), n);
        scale(a: __m512d, n: __m512d) -> __m512d = _mm512_scalef_pd(a, n);
        scale_normal(a: __m512d, n: __m512d) -> __m512d = _mm512_scalef_pd(a, n);
    }
}

/// The upper half added to the lower.
///
/// # Safety
/// The processor has AVX-512 F and DQ.
#[inline(always)]
unsafe fn halved_f32(a: __m512) -> __m256 {
    // SAFETY: as the caller says
    unsafe { _mm256_add_ps(_mm512_castps512_ps256(a), _mm512_extractf32x8_ps::<1>(a)) }
}

/// As [`halved_f32`].
///
/// # Safety
/// The same.
#[inline(always)]
unsafe fn halved_f64(a: __m512d) -> __m256d {
    // SAFETY: as the caller says
    unsafe { _mm256_add_pd(_mm512_castpd512_pd256(a), _mm512_extractf64x4_pd::<1>(a)) }
}
