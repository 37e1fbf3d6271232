//! aarch64: NEON, which every such processor has.
#![allow(unsafe_code)]

use super::{Simd, operations};
use crate::kernel::REPRODUCIBLE;
use core::arch::aarch64::*;

/// 4 `f32` or 2 `f64`, fused multiply-add.
#[derive(Clone, Copy, Debug)]
pub struct Neon(());

impl Neon {
    /// # Safety
    /// The processor has NEON.
    pub const unsafe fn new() -> Self {
        Self(())
    }
}

impl Simd<f32> for Neon {
    type Half = Self;
    type V = float32x4_t;
    type I = int32x4_t;
    type M = uint32x4_t;
    const LANES: usize = 4;
    const FUSED: bool = !REPRODUCIBLE;
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
    unsafe fn load(self, place: *const f32) -> float32x4_t {
        // SAFETY: the caller says that they can be read
        unsafe { vld1q_f32(place) }
    }
    #[inline(always)]
    unsafe fn load_first(self, place: *const f32, count: usize) -> float32x4_t {
        let mut lanes = [0.0; 4];
        // SAFETY: reads `count` numbers, at most as many as there are lanes
        unsafe {
            let mut lane = 0;
            while lane < count && lane < 4 {
                lanes[lane] = place.add(lane).read_unaligned();
                lane += 1;
            }
            vld1q_f32(lanes.as_ptr())
        }
    }
    #[inline(always)]
    unsafe fn store(self, place: *mut f32, a: float32x4_t) {
        // SAFETY: the caller says that there is room
        unsafe { vst1q_f32(place, a) }
    }
    #[inline(always)]
    unsafe fn store_first(self, place: *mut f32, count: usize, a: float32x4_t) {
        let mut lanes = [0.0; 4];
        // SAFETY: writes `count` numbers, at most as many as there are lanes
        unsafe {
            vst1q_f32(lanes.as_mut_ptr(), a);
            let mut lane = 0;
            while lane < count && lane < 4 {
                place.add(lane).write_unaligned(lanes[lane]);
                lane += 1;
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
        unsafe {
            let (a, b) = (vld1q_f32(from), vld1q_f32(from.add(from_column)));
            let (c, d) = (
                vld1q_f32(from.add(2 * from_column)),
                vld1q_f32(from.add(3 * from_column)),
            );
            let (ac, ac_high) = (vzip1q_f32(a, c), vzip2q_f32(a, c));
            let (bd, bd_high) = (vzip1q_f32(b, d), vzip2q_f32(b, d));
            vst1q_f32(to, vzip1q_f32(ac, bd));
            vst1q_f32(to.add(to_column), vzip2q_f32(ac, bd));
            vst1q_f32(to.add(2 * to_column), vzip1q_f32(ac_high, bd_high));
            vst1q_f32(to.add(3 * to_column), vzip2q_f32(ac_high, bd_high));
        }
    }
    operations! {
        splat(value: f32) -> float32x4_t = vdupq_n_f32(value);
        add(a: float32x4_t, b: float32x4_t) -> float32x4_t = vaddq_f32(a, b);
        sub(a: float32x4_t, b: float32x4_t) -> float32x4_t = vsubq_f32(a, b);
        mul(a: float32x4_t, b: float32x4_t) -> float32x4_t = vmulq_f32(a, b);
        div(a: float32x4_t, b: float32x4_t) -> float32x4_t = vdivq_f32(a, b);
        neg(a: float32x4_t) -> float32x4_t = vnegq_f32(a);
        abs(a: float32x4_t) -> float32x4_t = vabsq_f32(a);
        sqrt(a: float32x4_t) -> float32x4_t = vsqrtq_f32(a);
        // not `vminq`, which gives NaN where one is NaN
        min(a: float32x4_t, b: float32x4_t) -> float32x4_t = vbslq_f32(vcltq_f32(a, b), a, b);
        max(a: float32x4_t, b: float32x4_t) -> float32x4_t = vbslq_f32(vcgtq_f32(a, b), a, b);
        round(a: float32x4_t) -> float32x4_t = vrndnq_f32(a);
        less(a: float32x4_t, b: float32x4_t) -> uint32x4_t = vcltq_f32(a, b);
        less_equal(a: float32x4_t, b: float32x4_t) -> uint32x4_t = vcleq_f32(a, b);
        equal(a: float32x4_t, b: float32x4_t) -> uint32x4_t = vceqq_f32(a, b);
        both(a: uint32x4_t, b: uint32x4_t) -> uint32x4_t = vandq_u32(a, b);
        either(a: uint32x4_t, b: uint32x4_t) -> uint32x4_t = vorrq_u32(a, b);
        select(mask: uint32x4_t, yes: float32x4_t, no: float32x4_t) -> float32x4_t = vbslq_f32(mask, yes, no);
        splat_int(value: i64) -> int32x4_t = vdupq_n_s32(value as i32);
        to_int(a: float32x4_t) -> int32x4_t = vcvtq_s32_f32(a);
        of_int(a: int32x4_t) -> float32x4_t = vcvtq_f32_s32(a);
        bits(a: float32x4_t) -> int32x4_t = vreinterpretq_s32_f32(a);
        of_bits(a: int32x4_t) -> float32x4_t = vreinterpretq_f32_s32(a);
        add_int(a: int32x4_t, b: int32x4_t) -> int32x4_t = vaddq_s32(a, b);
        sub_int(a: int32x4_t, b: int32x4_t) -> int32x4_t = vsubq_s32(a, b);
        and(a: int32x4_t, b: int32x4_t) -> int32x4_t = vandq_s32(a, b);
        or(a: int32x4_t, b: int32x4_t) -> int32x4_t = vorrq_s32(a, b);
        xor(a: int32x4_t, b: int32x4_t) -> int32x4_t = veorq_s32(a, b);
        shift_up<const N>(a: int32x4_t) -> int32x4_t = vshlq_n_s32::<N>(a);
        shift_down<const N>(a: int32x4_t) -> int32x4_t =
            vreinterpretq_s32_u32(vshrq_n_u32::<N>(vreinterpretq_u32_s32(a)));
        sum(a: float32x4_t) -> f32 = {
            let a = vadd_f32(vget_low_f32(a), vget_high_f32(a));
            vget_lane_f32::<0>(a) + vget_lane_f32::<1>(a)
        };
        sums(v: [float32x4_t; 4]) -> [f32; 4] = {
            let [a, b, c, d] = v;
            let ab = vaddq_f32(vzip1q_f32(a, b), vzip2q_f32(a, b));
            let cd = vaddq_f32(vzip1q_f32(c, d), vzip2q_f32(c, d));
            let low = vcombine_f32(vget_low_f32(ab), vget_low_f32(cd));
            let high = vcombine_f32(vget_high_f32(ab), vget_high_f32(cd));
            core::mem::transmute::<float32x4_t, [f32; 4]>(vaddq_f32(low, high))
        };
        largest(a: float32x4_t) -> f32 = vmaxvq_f32(a);
    }
    #[cfg(not(feature = "reproducible"))]
    operations! {
        mul_add(a: float32x4_t, b: float32x4_t, c: float32x4_t) -> float32x4_t = vfmaq_f32(c, a, b);
        neg_mul_add(a: float32x4_t, b: float32x4_t, c: float32x4_t) -> float32x4_t = vfmsq_f32(c, a, b);
    }
}

impl Simd<f64> for Neon {
    type Half = Self;
    type V = float64x2_t;
    type I = int64x2_t;
    type M = uint64x2_t;
    const LANES: usize = 2;
    const FUSED: bool = !REPRODUCIBLE;
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
    unsafe fn load(self, place: *const f64) -> float64x2_t {
        // SAFETY: the caller says that they can be read
        unsafe { vld1q_f64(place) }
    }
    #[inline(always)]
    unsafe fn load_first(self, place: *const f64, count: usize) -> float64x2_t {
        let mut lanes = [0.0; 2];
        // SAFETY: reads `count` numbers, at most as many as there are lanes
        unsafe {
            let mut lane = 0;
            while lane < count && lane < 2 {
                lanes[lane] = place.add(lane).read_unaligned();
                lane += 1;
            }
            vld1q_f64(lanes.as_ptr())
        }
    }
    #[inline(always)]
    unsafe fn store(self, place: *mut f64, a: float64x2_t) {
        // SAFETY: the caller says that there is room
        unsafe { vst1q_f64(place, a) }
    }
    #[inline(always)]
    unsafe fn store_first(self, place: *mut f64, count: usize, a: float64x2_t) {
        let mut lanes = [0.0; 2];
        // SAFETY: writes `count` numbers, at most as many as there are lanes
        unsafe {
            vst1q_f64(lanes.as_mut_ptr(), a);
            let mut lane = 0;
            while lane < count && lane < 2 {
                place.add(lane).write_unaligned(lanes[lane]);
                lane += 1;
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
        unsafe {
            let (a, b) = (vld1q_f64(from), vld1q_f64(from.add(from_column)));
            vst1q_f64(to, vzip1q_f64(a, b));
            vst1q_f64(to.add(to_column), vzip2q_f64(a, b));
        }
    }
    operations! {
        splat(value: f64) -> float64x2_t = vdupq_n_f64(value);
        add(a: float64x2_t, b: float64x2_t) -> float64x2_t = vaddq_f64(a, b);
        sub(a: float64x2_t, b: float64x2_t) -> float64x2_t = vsubq_f64(a, b);
        mul(a: float64x2_t, b: float64x2_t) -> float64x2_t = vmulq_f64(a, b);
        div(a: float64x2_t, b: float64x2_t) -> float64x2_t = vdivq_f64(a, b);
        neg(a: float64x2_t) -> float64x2_t = vnegq_f64(a);
        abs(a: float64x2_t) -> float64x2_t = vabsq_f64(a);
        sqrt(a: float64x2_t) -> float64x2_t = vsqrtq_f64(a);
        // not `vminq`, which gives NaN where one is NaN
        min(a: float64x2_t, b: float64x2_t) -> float64x2_t = vbslq_f64(vcltq_f64(a, b), a, b);
        max(a: float64x2_t, b: float64x2_t) -> float64x2_t = vbslq_f64(vcgtq_f64(a, b), a, b);
        round(a: float64x2_t) -> float64x2_t = vrndnq_f64(a);
        less(a: float64x2_t, b: float64x2_t) -> uint64x2_t = vcltq_f64(a, b);
        less_equal(a: float64x2_t, b: float64x2_t) -> uint64x2_t = vcleq_f64(a, b);
        equal(a: float64x2_t, b: float64x2_t) -> uint64x2_t = vceqq_f64(a, b);
        both(a: uint64x2_t, b: uint64x2_t) -> uint64x2_t = vandq_u64(a, b);
        either(a: uint64x2_t, b: uint64x2_t) -> uint64x2_t = vorrq_u64(a, b);
        select(mask: uint64x2_t, yes: float64x2_t, no: float64x2_t) -> float64x2_t = vbslq_f64(mask, yes, no);
        splat_int(value: i64) -> int64x2_t = vdupq_n_s64(value);
        to_int(a: float64x2_t) -> int64x2_t = vcvtq_s64_f64(a);
        of_int(a: int64x2_t) -> float64x2_t = vcvtq_f64_s64(a);
        bits(a: float64x2_t) -> int64x2_t = vreinterpretq_s64_f64(a);
        of_bits(a: int64x2_t) -> float64x2_t = vreinterpretq_f64_s64(a);
        add_int(a: int64x2_t, b: int64x2_t) -> int64x2_t = vaddq_s64(a, b);
        sub_int(a: int64x2_t, b: int64x2_t) -> int64x2_t = vsubq_s64(a, b);
        and(a: int64x2_t, b: int64x2_t) -> int64x2_t = vandq_s64(a, b);
        or(a: int64x2_t, b: int64x2_t) -> int64x2_t = vorrq_s64(a, b);
        xor(a: int64x2_t, b: int64x2_t) -> int64x2_t = veorq_s64(a, b);
        shift_up<const N>(a: int64x2_t) -> int64x2_t = vshlq_n_s64::<N>(a);
        shift_down<const N>(a: int64x2_t) -> int64x2_t =
            vreinterpretq_s64_u64(vshrq_n_u64::<N>(vreinterpretq_u64_s64(a)));
        sum(a: float64x2_t) -> f64 = vgetq_lane_f64::<0>(a) + vgetq_lane_f64::<1>(a);
        largest(a: float64x2_t) -> f64 = vmaxvq_f64(a);
    }
    #[cfg(not(feature = "reproducible"))]
    operations! {
        mul_add(a: float64x2_t, b: float64x2_t, c: float64x2_t) -> float64x2_t = vfmaq_f64(c, a, b);
        neg_mul_add(a: float64x2_t, b: float64x2_t, c: float64x2_t) -> float64x2_t = vfmsq_f64(c, a, b);
    }
}
