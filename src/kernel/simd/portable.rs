#![allow(unsafe_code)]

use super::Simd;
use crate::kernel::alone::Inner;
use crate::scalar::Scalar;
#[cfg(target_arch = "riscv32")]
use core::arch::asm;

/// One number at a time, in plain Rust: the same bits on every target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Portable;

/// All bits or none. Compilers for RISC-V choose between two numbers by a branch, and the time of a pass would depend
/// on its input; where the bits come from is hidden from them.
#[cfg(target_arch = "riscv32")]
#[inline(always)]
fn as_mask(yes: bool) -> i32 {
    let mut mask = -i32::from(yes);
    // SAFETY: nothing is done
    unsafe { asm!("/* {} */", inout(reg) mask, options(pure, nomem, nostack, preserves_flags)) }
    mask
}

macro_rules! portable {
    ($t:ident, $int:ident, $uint:ident, $mantissa:literal) => {
        impl Simd<$t> for Portable {
            type Half = Self;
            type V = $t;
            type I = $int;
            type M = bool;
            const LANES: usize = 1;
            const FUSED: bool = false;
            const BLOCK: usize = 1;

            #[inline(always)]
            unsafe fn assume() -> Self {
                Self
            }
            #[inline(always)]
            fn half(self) -> Self {
                self
            }
            #[inline(always)]
            unsafe fn load(self, place: *const $t) -> $t {
                // SAFETY: the caller says that it can be read; it is aligned as any `&T` is
                unsafe { place.read_unaligned() }
            }
            #[inline(always)]
            unsafe fn load_first(self, place: *const $t, count: usize) -> $t {
                // SAFETY: as above, unless there is none
                if count > 0 { unsafe { self.load(place) } } else { 0.0 }
            }
            #[inline(always)]
            unsafe fn store(self, place: *mut $t, a: $t) {
                // SAFETY: the caller says that there is room
                unsafe { place.write_unaligned(a) }
            }
            #[inline(always)]
            unsafe fn store_first(self, place: *mut $t, count: usize, a: $t) {
                if count > 0 {
                    // SAFETY: as above
                    unsafe { self.store(place, a) }
                }
            }
            #[inline(always)]
            unsafe fn transpose(self, from: *const $t, _: usize, to: *mut $t, _: usize) {
                // SAFETY: the caller says that one number can be read and written
                unsafe { self.store(to, self.load(from)) }
            }
            #[inline(always)]
            fn mul_add(self, a: $t, b: $t, c: $t) -> $t {
                c.plus_product(a, b)
            }
            portable! { @operations $t $int
                splat(value: $t) -> $t = value;
                add(a: $t, b: $t) -> $t = a + b;
                sub(a: $t, b: $t) -> $t = a - b;
                mul(a: $t, b: $t) -> $t = a * b;
                div(a: $t, b: $t) -> $t = a / b;
                neg(a: $t) -> $t = -a;
                abs(a: $t) -> $t = Scalar::abs(a);
                sqrt(a: $t) -> $t = Scalar::sqrt(a);
                min(a: $t, b: $t) -> $t = Simd::<$t>::select(Portable, a < b, a, b);
                max(a: $t, b: $t) -> $t = Simd::<$t>::select(Portable, a > b, a, b);
                // adding 3/2 · 2²³ leaves no bits behind the point
                round(a: $t) -> $t = {
                    let large = 1.5 * (1_u64 << $mantissa) as $t;
                    (a + large) - large
                };
                less(a: $t, b: $t) -> bool = a < b;
                less_equal(a: $t, b: $t) -> bool = a <= b;
                equal(a: $t, b: $t) -> bool = a == b;
                both(a: bool, b: bool) -> bool = a & b;
                either(a: bool, b: bool) -> bool = a | b;
                select(mask: bool, yes: $t, no: $t) -> $t = {
                    #[cfg(target_arch = "riscv32")]
                    {
                        let mask = as_mask(mask) as $uint;
                        <$t>::from_bits(yes.to_bits() & mask | no.to_bits() & !mask)
                    }
                    #[cfg(not(target_arch = "riscv32"))]
                    if mask { yes } else { no }
                };
                splat_int(value: i64) -> $int = value as $int;
                to_int(a: $t) -> $int = a as $int;
                of_int(a: $int) -> $t = a as $t;
                bits(a: $t) -> $int = a.to_bits() as $int;
                of_bits(a: $int) -> $t = <$t>::from_bits(a as $uint);
                add_int(a: $int, b: $int) -> $int = a.wrapping_add(b);
                sub_int(a: $int, b: $int) -> $int = a.wrapping_sub(b);
                and(a: $int, b: $int) -> $int = a & b;
                or(a: $int, b: $int) -> $int = a | b;
                xor(a: $int, b: $int) -> $int = a ^ b;
                sum(a: $t) -> $t = a;
                largest(a: $t) -> $t = a;
            }
            #[inline(always)]
            fn shift_up<const N: i32>(self, a: $int) -> $int {
                a << N
            }
            #[inline(always)]
            fn shift_down<const N: i32>(self, a: $int) -> $int {
                (a as $uint >> N) as $int
            }
        }
    };
    (@operations $t:ident $int:ident
     $($name:ident ($($arg:ident: $a:ty),*) -> $r:ty = $value:expr;)*) => {$(
        #[inline(always)]
        fn $name(self, $($arg: $a),*) -> $r {
            $value
        }
    )*};
}
portable!(f32, i32, u32, 23);
portable!(f64, i64, u64, 52);
