#![allow(unsafe_code)]

//! Vectors of numbers, one kind for each instruction set: what kernels and vectorised mathematics
//! are written in.
//!
//! A value of [`Avx2`](x86::Avx2), say, is a witness: it exists only where the processor has these instructions,
//! so that its methods are safe to call. Write a function once, `#[inline(always)]` and generic over
//! `S: Simd<T>`, and call it from within a function that is compiled for the instruction set; else
//! every operation becomes a call. (Closures do not do: they are functions of their own.)
//!
//! With the feature `reproducible` all of them give the same bits, lane by lane: none has another way to multiply and add,
//! to divide, or to multiply by a power of two.

mod exponent;
mod operations;
mod portable;
#[cfg(test)]
mod tests;

#[cfg(target_arch = "aarch64")]
pub mod neon;
#[cfg(target_arch = "x86_64")]
pub mod x86;

#[allow(unused_imports)]
use operations::operations;
pub use portable::Portable;

use crate::scalar::Scalar;
use core::fmt::Debug;

/// Vectors of [`LANES`](Self::LANES) numbers of `T`, and what can be done with them, lane by lane.
pub trait Simd<T: Scalar>: Copy + Debug + Send + Sync + 'static {
    /// Vectors of half as many lanes, of the same instructions; the same where there are none.
    type Half: Simd<T>;
    /// Numbers.
    type V: Copy + Debug;
    /// Signed integers as wide as `T`.
    type I: Copy + Debug;
    /// Yes or no for each lane.
    type M: Copy + Debug;
    /// How many numbers a vector has.
    const LANES: usize;
    /// Whether [`mul_add`](Self::mul_add) rounds once.
    const FUSED: bool;

    /// A witness for these instructions from nothing.
    ///
    /// # Safety
    /// The processor has them.
    unsafe fn assume() -> Self;
    /// The vectors of half as many lanes.
    fn half(self) -> Self::Half;
    /// The same number in every lane.
    fn splat(self, value: T) -> Self::V;
    /// `LANES` numbers from `place` on, which need not be aligned.
    ///
    /// # Safety
    /// They can be read.
    unsafe fn load(self, place: *const T) -> Self::V;
    /// The `count` first lanes from `place`, at most `LANES`; the others are 0. Touches nothing else.
    ///
    /// # Safety
    /// `count` numbers can be read.
    unsafe fn load_first(self, place: *const T, count: usize) -> Self::V;
    /// Whether [`load_first`](Self::load_first) costs what [`load`](Self::load) does.
    const MASKS: bool = false;
    /// Writes `LANES` numbers to `place`, which need not be aligned.
    ///
    /// # Safety
    /// There is room for them.
    unsafe fn store(self, place: *mut T, a: Self::V);
    /// Writes the `count` first lanes, at most `LANES`, to `place`. Touches nothing else.
    ///
    /// # Safety
    /// There is room for `count` numbers.
    unsafe fn store_first(self, place: *mut T, count: usize, a: Self::V);

    /// How many numbers a side of [`transpose`](Self::transpose)'s block has.
    const BLOCK: usize;
    /// Writes the rows of a square block as columns: `to[j + i·to_column] = from[i + j·from_column]`.
    ///
    /// # Safety
    /// `BLOCK` columns of `BLOCK` numbers can be read and written.
    unsafe fn transpose(self, from: *const T, from_column: usize, to: *mut T, to_column: usize);
    /// Whether [`to_rows`](Self::to_rows) and [`of_rows`](Self::of_rows) are faster than number by number.
    const TURNS: bool = false;
    /// Writes `numbers` numbers, at most four, of each of `LANES` samples as rows: `to[j + i·to_row] = from[i + j·step]`.
    ///
    /// # Safety
    /// All from `from` on to the last of these numbers can be read; `step` is `numbers`, or more than four. There is room for so
    /// many rows of `LANES`.
    #[inline(always)]
    unsafe fn to_rows(
        self,
        from: *const T,
        step: usize,
        to: *mut T,
        to_row: usize,
        numbers: usize,
    ) {
        for i in 0..numbers {
            for j in 0..Self::LANES {
                // SAFETY: as the caller says
                unsafe { *to.add(j + i * to_row) = *from.add(i + j * step) }
            }
        }
    }
    /// Writes such rows as samples: `to[i + j·step] = from[j + i·from_row]`.
    ///
    /// # Safety
    /// As [`to_rows`](Self::to_rows), the other way round; where `step` is `numbers`, nothing else lies between the samples.
    #[inline(always)]
    unsafe fn of_rows(
        self,
        from: *const T,
        from_row: usize,
        to: *mut T,
        step: usize,
        numbers: usize,
    ) {
        for i in 0..numbers {
            for j in 0..Self::LANES {
                // SAFETY: as the caller says
                unsafe { *to.add(i + j * step) = *from.add(j + i * from_row) }
            }
        }
    }

    /// a + b
    fn add(self, a: Self::V, b: Self::V) -> Self::V;
    /// a − b
    fn sub(self, a: Self::V, b: Self::V) -> Self::V;
    /// a b
    fn mul(self, a: Self::V, b: Self::V) -> Self::V;
    /// a / b
    fn div(self, a: Self::V, b: Self::V) -> Self::V;
    /// a / b to within a unit in the last place, for normal numbers b and 1/b. NaN stays NaN.
    #[inline(always)]
    fn quotient(self, a: Self::V, b: Self::V) -> Self::V {
        self.div(a, b)
    }
    /// 1 / b to within a unit in the last place, as above.
    #[inline(always)]
    fn reciprocal(self, b: Self::V) -> Self::V {
        self.div(self.splat(T::ONE), b)
    }
    /// a b + c, rounded once if [`FUSED`](Self::FUSED), else twice.
    #[inline(always)]
    fn mul_add(self, a: Self::V, b: Self::V, c: Self::V) -> Self::V {
        self.add(self.mul(a, b), c)
    }
    /// c − a b, rounded once if [`FUSED`](Self::FUSED), else twice.
    #[inline(always)]
    fn neg_mul_add(self, a: Self::V, b: Self::V, c: Self::V) -> Self::V {
        self.sub(c, self.mul(a, b))
    }
    /// −a, that of 0 and NaN too.
    fn neg(self, a: Self::V) -> Self::V;
    /// |a|
    fn abs(self, a: Self::V) -> Self::V;
    /// √a
    fn sqrt(self, a: Self::V) -> Self::V;
    /// √a to within a unit in the last place, for normal numbers a above 0. NaN stays NaN.
    #[inline(always)]
    fn root(self, a: Self::V) -> Self::V {
        self.sqrt(a)
    }
    /// a where a < b, else b: b where one is NaN.
    fn min(self, a: Self::V, b: Self::V) -> Self::V;
    /// a where a > b, else b: b where one is NaN.
    fn max(self, a: Self::V, b: Self::V) -> Self::V;
    /// The nearest integer, of two the even one; for |a| up to 2²² (`f32`) or 2⁵¹ (`f64`).
    fn round(self, a: Self::V) -> Self::V;
    /// 2ⁿ for integers n from −126 to 127 (`f32`) or −1022 to 1023 (`f64`).
    #[inline(always)]
    fn power_of_two(self, n: Self::V) -> Self::V {
        exponent::power_of_two(self, n)
    }
    /// a 2ⁿ for integers n up to twice the range of [`power_of_two`](Self::power_of_two).
    /// For a near 1 it is rounded once, to 0 and to numbers below the normal ones too.
    #[inline(always)]
    fn scale(self, a: Self::V, n: Self::V) -> Self::V {
        exponent::scale(self, a, n)
    }
    /// a 2ⁿ for integers n, where both a and it are normal numbers. NaN stays NaN.
    #[inline(always)]
    fn scale_normal(self, a: Self::V, n: Self::V) -> Self::V {
        exponent::scale_normal(self, a, n)
    }
    /// (m, k) so that a = m 2ᵏ with 3/4 ≤ m < 3/2, for normal numbers a above 0.
    #[inline(always)]
    fn split(self, a: Self::V) -> (Self::V, Self::V) {
        exponent::split(self, a)
    }

    /// a < b; no where one is NaN.
    fn less(self, a: Self::V, b: Self::V) -> Self::M;
    /// a ≤ b; no where one is NaN.
    fn less_equal(self, a: Self::V, b: Self::V) -> Self::M;
    /// a = b; no where one is NaN.
    fn equal(self, a: Self::V, b: Self::V) -> Self::M;
    /// Yes in both.
    fn both(self, a: Self::M, b: Self::M) -> Self::M;
    /// Yes in at least one.
    fn either(self, a: Self::M, b: Self::M) -> Self::M;
    /// `yes` where the mask says so, else `no`.
    fn select(self, mask: Self::M, yes: Self::V, no: Self::V) -> Self::V;

    /// The same integer in every lane, its low bits where `T` has 32.
    fn splat_int(self, value: i64) -> Self::I;
    /// An integer from a number that is one; for those that [`round`](Self::round) takes.
    fn to_int(self, a: Self::V) -> Self::I;
    /// A number from an integer, for the same.
    fn of_int(self, a: Self::I) -> Self::V;
    /// The bits of a number.
    fn bits(self, a: Self::V) -> Self::I;
    /// The number of these bits.
    fn of_bits(self, a: Self::I) -> Self::V;
    /// a + b, wrapping.
    fn add_int(self, a: Self::I, b: Self::I) -> Self::I;
    /// a − b, wrapping.
    fn sub_int(self, a: Self::I, b: Self::I) -> Self::I;
    /// Bits that are in both.
    fn and(self, a: Self::I, b: Self::I) -> Self::I;
    /// Bits that are in at least one.
    fn or(self, a: Self::I, b: Self::I) -> Self::I;
    /// Bits that are in exactly one.
    fn xor(self, a: Self::I, b: Self::I) -> Self::I;
    /// The bits moved up by `N`.
    fn shift_up<const N: i32>(self, a: Self::I) -> Self::I;
    /// The bits moved down by `N`, zeros behind them.
    fn shift_down<const N: i32>(self, a: Self::I) -> Self::I;

    /// Whether [`look_up`](Self::look_up) is one instruction.
    const LOOKS_UP: bool = false;
    /// In each lane the number of the table whose place the lowest five bits of `index` say.
    #[inline(always)]
    fn look_up(self, table: &[T; 32], index: Self::I) -> Self::V {
        let place = self.of_int(self.and(index, self.splat_int(31)));
        let mut found = self.zero();
        for (i, &number) in table.iter().enumerate() {
            let is_here = self.equal(place, self.splat(T::of(i as f64)));
            found = self.select(is_here, self.splat(number), found);
        }
        found
    }

    /// The lanes of `a` from `count` on, and behind them those of `b` before it; for a count below `LANES`.
    #[inline(always)]
    fn turned(self, a: Self::V, b: Self::V, count: usize) -> Self::V {
        let mut lanes = [T::ZERO; 32];
        let place = lanes.as_mut_ptr();
        // SAFETY: a vector has at most 16 lanes, and `count` is made less than that
        unsafe {
            self.store(place, a);
            self.store(place.add(Self::LANES), b);
            self.load(place.add(count % Self::LANES))
        }
    }

    /// The sum of the lanes: the upper half added to the lower, until one is left.
    fn sum(self, a: Self::V) -> T;
    /// [`sum`](Self::sum) of four vectors at once.
    #[inline(always)]
    fn sums(self, a: [Self::V; 4]) -> [T; 4] {
        a.map(|a| self.sum(a))
    }
    /// The largest lane; any of them if one is NaN.
    fn largest(self, a: Self::V) -> T;

    /// 0 in every lane.
    #[inline(always)]
    fn zero(self) -> Self::V {
        self.splat(T::ZERO)
    }
    /// The first `LANES` numbers; 0 in every lane if there are fewer. (Where it is known that there are enough, the compiler has
    /// less to take away again than of [`read`](Self::read).)
    #[inline(always)]
    fn read_whole(self, values: &[T]) -> Self::V {
        match values.len() >= Self::LANES {
            // SAFETY: there are `LANES` numbers
            true => unsafe { self.load(values.as_ptr()) },
            false => self.zero(),
        }
    }
    /// Writes all lanes, if there is room for them.
    #[inline(always)]
    fn write_whole(self, a: Self::V, places: &mut [T]) {
        if places.len() >= Self::LANES {
            // SAFETY: there is room for `LANES` numbers
            unsafe { self.store(places.as_mut_ptr(), a) }
        }
    }
    /// As many lanes as `values` has numbers, at most `LANES`, from its first on; the others are 0.
    #[inline(always)]
    fn read(self, values: &[T]) -> Self::V {
        if values.len() >= Self::LANES {
            // SAFETY: there are `LANES` numbers
            unsafe { self.load(values.as_ptr()) }
        } else {
            // SAFETY: there are `len` numbers
            unsafe { self.load_first(values.as_ptr(), values.len()) }
        }
    }
    /// Writes as many lanes as `places` has room for, at most `LANES`.
    #[inline(always)]
    fn write(self, a: Self::V, places: &mut [T]) {
        if places.len() >= Self::LANES {
            // SAFETY: there is room for `LANES` numbers
            unsafe { self.store(places.as_mut_ptr(), a) }
        } else {
            // SAFETY: there is room for `len` numbers
            unsafe { self.store_first(places.as_mut_ptr(), places.len(), a) }
        }
    }
}
