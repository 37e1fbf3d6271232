#![allow(unsafe_code)]

use super::super::{Simd, exponent, operations};
use super::part::store_first_4;
use super::sse2::{LARGE, Sse2, Xmm};
use super::turn::{Blocks, by_blocks, unzip_three_in_blocks, zip_three_in_blocks};
use super::{AVX2, AVX512, transpose};
use crate::kernel::REPRODUCIBLE;
use core::arch::x86_64::*;

/// 8 `f32` or 4 `f64`, fused multiply-add, of a processor that has AVX2 or more.
#[derive(Clone, Copy, Debug)]
pub struct Ymm<const HAS: u8>(());

/// Vectors of a processor that has AVX2 and FMA.
pub type Avx2 = Ymm<AVX2>;

impl<const HAS: u8> Ymm<HAS> {
    /// # Safety
    /// The processor has AVX2 and FMA, and what else is said.
    pub const unsafe fn new() -> Self {
        Self(())
    }
    const SCALES: bool = HAS >= AVX512 && !REPRODUCIBLE;
}

impl<const HAS: u8> Simd<f32> for Ymm<HAS> {
    type Half = Xmm<HAS>;
    type V = __m256;
    type I = __m256i;
    type M = __m256;
    const LANES: usize = 8;
    const FUSED: bool = !REPRODUCIBLE;
    const MASKS: bool = true;
    const BLOCK: usize = 8;

    #[inline(always)]
    unsafe fn assume() -> Self {
        Self(())
    }
    #[inline(always)]
    fn half(self) -> Xmm<HAS> {
        // SAFETY: the processor has what `self` says
        unsafe { Xmm::new() }
    }
    #[inline(always)]
    unsafe fn load(self, place: *const f32) -> __m256 {
        // SAFETY: the caller says that they can be read
        unsafe { _mm256_loadu_ps(place) }
    }
    #[inline(always)]
    unsafe fn load_first(self, place: *const f32, count: usize) -> __m256 {
        // SAFETY: reads the lanes below `count` only
        unsafe {
            let lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
            let wanted = _mm256_cmpgt_epi32(_mm256_set1_epi32(count as i32), lanes);
            _mm256_maskload_ps(place, wanted)
        }
    }
    #[inline(always)]
    unsafe fn store(self, place: *mut f32, a: __m256) {
        // SAFETY: the caller says that there is room
        unsafe { _mm256_storeu_ps(place, a) }
    }
    #[inline(always)]
    unsafe fn store_first(self, place: *mut f32, count: usize, a: __m256) {
        // SAFETY: writes `count` numbers. Not with one instruction: that of AVX2 is slow on AMD.
        unsafe {
            let (low, high) = (_mm256_castps256_ps128(a), _mm256_extractf128_ps::<1>(a));
            if count < 4 {
                store_first_4(place, count, low);
            } else {
                _mm_storeu_ps(place, low);
                store_first_4(place.add(4), count - 4, high);
            }
        }
    }
    /// Part by part, as they were written: of what waits to be written whole vectors of it can be read, or less.
    #[inline(always)]
    fn read(self, values: &[f32]) -> __m256 {
        // SAFETY: `self` says that there are these instructions; there are 8 numbers, or are asked for
        unsafe {
            if values.len() >= 8 {
                return _mm256_loadu_ps(values.as_ptr());
            }
            let low = Sse2::NEW.read(values);
            match values.get(4..) {
                None => _mm256_zextps128_ps256(low),
                Some(more) => _mm256_set_m128(Sse2::NEW.read(more), low),
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
        splat(value: f32) -> __m256 = _mm256_set1_ps(value);
        add(a: __m256, b: __m256) -> __m256 = _mm256_add_ps(a, b);
        scale(a: __m256, n: __m256) -> __m256 = if Self::SCALES {
            _mm256_scalef_ps(a, n)
        } else {
            exponent::scale::<f32, _>(Self(()), a, n)
        };
        sub(a: __m256, b: __m256) -> __m256 = _mm256_sub_ps(a, b);
        mul(a: __m256, b: __m256) -> __m256 = _mm256_mul_ps(a, b);
        div(a: __m256, b: __m256) -> __m256 = _mm256_div_ps(a, b);
        neg(a: __m256) -> __m256 = _mm256_xor_ps(a, _mm256_set1_ps(-0.0));
        abs(a: __m256) -> __m256 = _mm256_andnot_ps(_mm256_set1_ps(-0.0), a);
        sqrt(a: __m256) -> __m256 = _mm256_sqrt_ps(a);
        min(a: __m256, b: __m256) -> __m256 = _mm256_min_ps(a, b);
        max(a: __m256, b: __m256) -> __m256 = _mm256_max_ps(a, b);
        round(a: __m256) -> __m256 = _mm256_round_ps::<NEAREST>(a);
        less(a: __m256, b: __m256) -> __m256 = _mm256_cmp_ps::<_CMP_LT_OQ>(a, b);
        less_equal(a: __m256, b: __m256) -> __m256 = _mm256_cmp_ps::<_CMP_LE_OQ>(a, b);
        equal(a: __m256, b: __m256) -> __m256 = _mm256_cmp_ps::<_CMP_EQ_OQ>(a, b);
        both(a: __m256, b: __m256) -> __m256 = _mm256_and_ps(a, b);
        either(a: __m256, b: __m256) -> __m256 = _mm256_or_ps(a, b);
        select(mask: __m256, yes: __m256, no: __m256) -> __m256 = _mm256_blendv_ps(no, yes, mask);
        splat_int(value: i64) -> __m256i = _mm256_set1_epi32(value as i32);
        to_int(a: __m256) -> __m256i = _mm256_cvtps_epi32(a);
        of_int(a: __m256i) -> __m256 = _mm256_cvtepi32_ps(a);
        bits(a: __m256) -> __m256i = _mm256_castps_si256(a);
        of_bits(a: __m256i) -> __m256 = _mm256_castsi256_ps(a);
        add_int(a: __m256i, b: __m256i) -> __m256i = _mm256_add_epi32(a, b);
        sub_int(a: __m256i, b: __m256i) -> __m256i = _mm256_sub_epi32(a, b);
        and(a: __m256i, b: __m256i) -> __m256i = _mm256_and_si256(a, b);
        or(a: __m256i, b: __m256i) -> __m256i = _mm256_or_si256(a, b);
        xor(a: __m256i, b: __m256i) -> __m256i = _mm256_xor_si256(a, b);
        shift_up<const N>(a: __m256i) -> __m256i = _mm256_slli_epi32::<N>(a);
        shift_down<const N>(a: __m256i) -> __m256i = _mm256_srli_epi32::<N>(a);
        turned(a: __m256, b: __m256, count: usize) -> __m256 = {
            let lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
            let from = _mm256_add_epi32(lanes, _mm256_set1_epi32(count as i32));
            let is_of_b = _mm256_castsi256_ps(_mm256_cmpgt_epi32(from, _mm256_set1_epi32(7)));
            let (a, b) = (_mm256_permutevar8x32_ps(a, from), _mm256_permutevar8x32_ps(b, from));
            _mm256_blendv_ps(a, b, is_of_b)
        };
        sum(a: __m256) -> f32 =
            Sse2::NEW.sum(halved_f32(a));
        // always the upper half added to the lower, of two vectors at once
        sums(v: [__m256; 4]) -> [f32; 4] = {
            let [a, b, c, d] = v;
            let ac = _mm256_add_ps(_mm256_permute2f128_ps::<0x20>(a, c), _mm256_permute2f128_ps::<0x31>(a, c));
            let bd = _mm256_add_ps(_mm256_permute2f128_ps::<0x20>(b, d), _mm256_permute2f128_ps::<0x31>(b, d));
            let pairs = _mm256_add_ps(
                _mm256_shuffle_ps::<0b01_00_01_00>(ac, bd),
                _mm256_shuffle_ps::<0b11_10_11_10>(ac, bd),
            );
            let (ab, cd) = (_mm256_castps256_ps128(pairs), _mm256_extractf128_ps::<1>(pairs));
            let sums = _mm_add_ps(
                _mm_shuffle_ps::<0b10_00_10_00>(ab, cd),
                _mm_shuffle_ps::<0b11_01_11_01>(ab, cd),
            );
            let mut four = [0.0; 4];
            _mm_storeu_ps(four.as_mut_ptr(), sums);
            four
        };
        largest(a: __m256) -> f32 =
            Sse2::NEW.largest(_mm_max_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps::<1>(a)));
    }
    #[cfg(not(feature = "reproducible"))]
    operations! {
        mul_add(a: __m256, b: __m256, c: __m256) -> __m256 = _mm256_fmadd_ps(a, b, c);
        neg_mul_add(a: __m256, b: __m256, c: __m256) -> __m256 = _mm256_fnmadd_ps(a, b, c);
    }
}

/// To the nearest integer, of two to the even one, without a floating-point exception.
const NEAREST: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;

impl<const HAS: u8> Blocks for Ymm<HAS> {
    const ZIPS: bool = false;
    operations! {
        joined(parts: [__m128; 4]) -> __m256 = {
            let [a, b, ..] = parts;
            _mm256_set_m128(b, a)
        };
        part(a: __m256, part: usize) -> __m128 = match part {
            0 => _mm256_castps256_ps128(a),
            _ => _mm256_extractf128_ps::<1>(a),
        };
        shuffled<const ORDER>(a: __m256, b: __m256) -> __m256 = _mm256_shuffle_ps::<ORDER>(a, b);
        unzip(a: __m256, b: __m256) -> [__m256; 2] = {
            let low = _mm256_permute2f128_ps::<0x20>(a, b);
            let high = _mm256_permute2f128_ps::<0x31>(a, b);
            [_mm256_shuffle_ps::<0x88>(low, high), _mm256_shuffle_ps::<0xDD>(low, high)]
        };
        zip(even: __m256, odd: __m256) -> [__m256; 2] = {
            let (low, high) = (_mm256_unpacklo_ps(even, odd), _mm256_unpackhi_ps(even, odd));
            [_mm256_permute2f128_ps::<0x20>(low, high), _mm256_permute2f128_ps::<0x31>(low, high)]
        };
        // blocks 0 1, 2 3, 4 5 to 0 3, 1 4, 2 5
        unzip_three(numbers: [__m256; 3]) -> [__m256; 3] = {
            let [a, b, c] = numbers;
            let blocks = [
                _mm256_blend_ps::<0xF0>(a, b),
                _mm256_permute2f128_ps::<0x21>(a, c),
                _mm256_blend_ps::<0xF0>(b, c),
            ];
            unzip_three_in_blocks(Self::new(), blocks)
        };
        zip_three(rows: [__m256; 3]) -> [__m256; 3] = {
            let [a, b, c] = zip_three_in_blocks(Self::new(), rows);
            [
                _mm256_permute2f128_ps::<0x20>(a, b),
                _mm256_blend_ps::<0xF0>(c, a),
                _mm256_permute2f128_ps::<0x31>(b, c),
            ]
        };
    }
}

impl<const HAS: u8> Simd<f64> for Ymm<HAS> {
    type Half = Xmm<HAS>;
    type V = __m256d;
    type I = __m256i;
    type M = __m256d;
    const LANES: usize = 4;
    const FUSED: bool = !REPRODUCIBLE;
    const MASKS: bool = true;
    const BLOCK: usize = 4;

    #[inline(always)]
    unsafe fn assume() -> Self {
        Self(())
    }
    #[inline(always)]
    fn half(self) -> Xmm<HAS> {
        // SAFETY: the processor has what `self` says
        unsafe { Xmm::new() }
    }
    #[inline(always)]
    unsafe fn load(self, place: *const f64) -> __m256d {
        // SAFETY: the caller says that they can be read
        unsafe { _mm256_loadu_pd(place) }
    }
    #[inline(always)]
    unsafe fn load_first(self, place: *const f64, count: usize) -> __m256d {
        // SAFETY: reads the lanes below `count` only
        unsafe {
            let lanes = _mm256_setr_epi64x(0, 1, 2, 3);
            let wanted = _mm256_cmpgt_epi64(_mm256_set1_epi64x(count as i64), lanes);
            _mm256_maskload_pd(place, wanted)
        }
    }
    #[inline(always)]
    unsafe fn store(self, place: *mut f64, a: __m256d) {
        // SAFETY: the caller says that there is room
        unsafe { _mm256_storeu_pd(place, a) }
    }
    #[inline(always)]
    unsafe fn store_first(self, place: *mut f64, count: usize, a: __m256d) {
        // SAFETY: writes `count` numbers
        unsafe {
            let (low, high) = (_mm256_castpd256_pd128(a), _mm256_extractf128_pd::<1>(a));
            if count < 2 {
                Sse2::NEW.store_first(place, count, low);
            } else {
                _mm_storeu_pd(place, low);
                Sse2::NEW.store_first(place.add(2), count - 2, high);
            }
        }
    }
    /// Part by part, as they were written.
    #[inline(always)]
    fn read(self, values: &[f64]) -> __m256d {
        // SAFETY: as for `f32`
        unsafe {
            if values.len() >= 4 {
                return _mm256_loadu_pd(values.as_ptr());
            }
            let low = Sse2::NEW.read(values);
            match values.get(2..) {
                None => _mm256_zextpd128_pd256(low),
                Some(more) => _mm256_set_m128d(Sse2::NEW.read(more), low),
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
        splat(value: f64) -> __m256d = _mm256_set1_pd(value);
        add(a: __m256d, b: __m256d) -> __m256d = _mm256_add_pd(a, b);
        scale(a: __m256d, n: __m256d) -> __m256d = if Self::SCALES {
            _mm256_scalef_pd(a, n)
        } else {
            exponent::scale::<f64, _>(Self(()), a, n)
        };
        sub(a: __m256d, b: __m256d) -> __m256d = _mm256_sub_pd(a, b);
        mul(a: __m256d, b: __m256d) -> __m256d = _mm256_mul_pd(a, b);
        div(a: __m256d, b: __m256d) -> __m256d = _mm256_div_pd(a, b);
        neg(a: __m256d) -> __m256d = _mm256_xor_pd(a, _mm256_set1_pd(-0.0));
        abs(a: __m256d) -> __m256d = _mm256_andnot_pd(_mm256_set1_pd(-0.0), a);
        sqrt(a: __m256d) -> __m256d = _mm256_sqrt_pd(a);
        min(a: __m256d, b: __m256d) -> __m256d = _mm256_min_pd(a, b);
        max(a: __m256d, b: __m256d) -> __m256d = _mm256_max_pd(a, b);
        round(a: __m256d) -> __m256d = _mm256_round_pd::<NEAREST>(a);
        // the low bits of n + 3/2 · 2⁵² are those of n
        less(a: __m256d, b: __m256d) -> __m256d = _mm256_cmp_pd::<_CMP_LT_OQ>(a, b);
        less_equal(a: __m256d, b: __m256d) -> __m256d = _mm256_cmp_pd::<_CMP_LE_OQ>(a, b);
        equal(a: __m256d, b: __m256d) -> __m256d = _mm256_cmp_pd::<_CMP_EQ_OQ>(a, b);
        both(a: __m256d, b: __m256d) -> __m256d = _mm256_and_pd(a, b);
        either(a: __m256d, b: __m256d) -> __m256d = _mm256_or_pd(a, b);
        select(mask: __m256d, yes: __m256d, no: __m256d) -> __m256d =
            _mm256_blendv_pd(no, yes, mask);
        splat_int(value: i64) -> __m256i = _mm256_set1_epi64x(value);
        to_int(a: __m256d) -> __m256i = {
            let large = _mm256_set1_pd(LARGE);
            let a = _mm256_castpd_si256(_mm256_add_pd(a, large));
            _mm256_sub_epi64(a, _mm256_castpd_si256(large))
        };
        of_int(a: __m256i) -> __m256d = {
            let large = _mm256_set1_pd(LARGE);
            let a = _mm256_add_epi64(a, _mm256_castpd_si256(large));
            _mm256_sub_pd(_mm256_castsi256_pd(a), large)
        };
        bits(a: __m256d) -> __m256i = _mm256_castpd_si256(a);
        of_bits(a: __m256i) -> __m256d = _mm256_castsi256_pd(a);
        add_int(a: __m256i, b: __m256i) -> __m256i = _mm256_add_epi64(a, b);
        sub_int(a: __m256i, b: __m256i) -> __m256i = _mm256_sub_epi64(a, b);
        and(a: __m256i, b: __m256i) -> __m256i = _mm256_and_si256(a, b);
        or(a: __m256i, b: __m256i) -> __m256i = _mm256_or_si256(a, b);
        xor(a: __m256i, b: __m256i) -> __m256i = _mm256_xor_si256(a, b);
        shift_up<const N>(a: __m256i) -> __m256i = _mm256_slli_epi64::<N>(a);
        shift_down<const N>(a: __m256i) -> __m256i = _mm256_srli_epi64::<N>(a);
        turned(a: __m256d, b: __m256d, count: usize) -> __m256d = {
            let (a, b) = (_mm256_castpd_ps(a), _mm256_castpd_ps(b));
            _mm256_castps_pd(Simd::<f32>::turned(Self(()), a, b, 2 * count))
        };
        sum(a: __m256d) -> f64 =
            Sse2::NEW.sum(halved_f64(a));
        sums(v: [__m256d; 4]) -> [f64; 4] = {
            let [a, b, c, d] = v;
            Sse2::NEW.sums([halved_f64(a), halved_f64(b), halved_f64(c), halved_f64(d)])
        };
        largest(a: __m256d) -> f64 =
            Sse2::NEW.largest(_mm_max_pd(_mm256_castpd256_pd128(a), _mm256_extractf128_pd::<1>(a)));
    }
    #[cfg(not(feature = "reproducible"))]
    operations! {
        mul_add(a: __m256d, b: __m256d, c: __m256d) -> __m256d = _mm256_fmadd_pd(a, b, c);
        neg_mul_add(a: __m256d, b: __m256d, c: __m256d) -> __m256d = _mm256_fnmadd_pd(a, b, c);
    }
}

/// The upper half added to the lower.
///
/// # Safety
/// The processor has AVX2.
#[inline(always)]
unsafe fn halved_f32(a: __m256) -> __m128 {
    // SAFETY: as the caller says
    unsafe { _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps::<1>(a)) }
}

/// As [`halved_f32`].
///
/// # Safety
/// The same.
#[inline(always)]
unsafe fn halved_f64(a: __m256d) -> __m128d {
    // SAFETY: as the caller says
    unsafe { _mm_add_pd(_mm256_castpd256_pd128(a), _mm256_extractf128_pd::<1>(a)) }
}
