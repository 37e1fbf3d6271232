//! The kernels as functions of each level, compiled once for `f32` and once for `f64`.
#![allow(unsafe_code)]

use super::product::{Begin, Product};
use super::products::Shape;
use super::shared::Shared;
use super::simd::{Portable, Simd};
use super::tile;
use super::{products, rows_products, single_back, transposed};
use crate::scalar::Scalar;

/// The three products as functions that are compiled for a level's instructions, with tiles of
/// `$columns` columns.
macro_rules! level {
    ($name:ident $simd:ty, $new:expr, $columns:literal $(, $features:literal)?) => {
        pub mod $name {
            use super::*;

            /// # Safety
            /// As `tile::product`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            #[inline(never)]
            unsafe fn product<T: Scalar>(p: &Product<T>)
            where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe { tile::product::<T, $simd, $columns>($new, p) }
            }
            /// # Safety
            /// As `tile::columns`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            #[inline(never)]
            unsafe fn columns<T: Scalar, const N: usize>(p: &Product<T>, begin: Begin<T>, n: usize)
            where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe { tile::columns::<T, $simd, N>($new, p, begin, n) }
            }
            /// # Safety
            /// The processor has the instructions.
            $(#[target_feature(enable = $features)])?
            #[inline(never)]
            unsafe fn back<T: Scalar>(weights: &[T], delta: &[T], back: &mut [T])
            where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                single_back::transposed::<T, $simd, 0, 0>(unsafe { $new }, weights, delta, back)
            }
            impl<T: Scalar> Shared<T> for $simd
            where
                $simd: Simd<T>,
            {
                #[inline(always)]
                unsafe fn product(self, p: &Product<T>) {
                    // SAFETY: as the caller says; whoever has these vectors has the instructions
                    unsafe { product(p) }
                }
                #[inline(always)]
                unsafe fn columns<const N: usize>(self, p: &Product<T>, begin: Begin<T>, n: usize) {
                    // SAFETY: as above
                    unsafe { columns::<T, N>(p, begin, n) }
                }
                #[inline(always)]
                fn back(self, weights: &[T], delta: &[T], place: &mut [T]) {
                    // SAFETY: whoever has these vectors has the instructions
                    unsafe { back(weights, delta, place) }
                }
            }
            /// # Safety
            /// As `products::affine`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            pub unsafe fn affine<T: Scalar>(
                shape: Shape,
                layer: (&[T], &[T]),
                input: &[T],
                z: &mut [T],
                floor: T,
            ) where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe { products::affine::<T, $simd, $columns>($new, shape, layer, input, z, floor) }
            }
            /// # Safety
            /// As `single::affine`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            pub unsafe fn single<T: Scalar>(
                shape: Shape,
                (weights, bias): (&[T], &[T]),
                input: &[T],
                z: &mut [T],
            ) where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe {
                    if <$simd as Simd<T>>::LANES == 1 {
                        products::affine::<T, $simd, $columns>($new, shape, (weights, bias), input, z, T::NEG_INFINITY)
                    } else {
                        super::super::single::affine::<T, $simd, 0, 0>($new, weights, bias, input, z)
                    }
                }
            }
            /// # Safety
            /// The processor has the instructions.
            $(#[target_feature(enable = $features)])?
            pub unsafe fn both<T: Scalar>(
                (weights, bias): (&mut [T], &mut [T]),
                delta: &[T],
                input: &[T],
                back: &mut [T],
            ) where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                single_back::both::<T, $simd, 0, 0>(unsafe { $new }, (weights, bias), delta, input, back)
            }
            /// # Safety
            /// As `products::outer`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            pub unsafe fn outer<T: Scalar>(
                shape: Shape,
                delta: &[T],
                input: &[T],
                gradient: (&mut [T], &mut [T]),
            ) where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe { products::outer::<T, $simd>($new, shape, delta, input, gradient) }
            }
            /// # Safety
            /// As `products::slopes`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            pub unsafe fn slopes<T: Scalar>(
                shape: Shape,
                delta: &[T],
                input: &[T],
                from: usize,
                slopes: &mut [T],
            ) where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe { products::slopes::<T, $simd>($new, shape, delta, input, from, slopes) }
            }
            /// # Safety
            /// As `rows_products::affine`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            pub unsafe fn rows_affine<T: Scalar>(
                shape: Shape,
                layer: (&[T], &[T]),
                input: &[T],
                z: &mut [T],
                floor: T,
            ) where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe { rows_products::affine::<T, $simd>($new, shape, layer, input, z, floor) }
            }
            /// # Safety
            /// As `rows_products::outer`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            pub unsafe fn rows_outer<T: Scalar>(
                shape: Shape,
                delta: &[T],
                input: &[T],
                gradient: (&mut [T], &mut [T]),
            ) where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe { rows_products::outer::<T, $simd>($new, shape, delta, input, gradient) }
            }
            /// # Safety
            /// As `rows_products::transposed`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            pub unsafe fn rows_transposed<T: Scalar>(
                shape: Shape,
                weights: &[T],
                delta: &[T],
                input: &mut [T],
            ) where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe { rows_products::transposed::<T, $simd>($new, shape, weights, delta, input) }
            }
            /// # Safety
            /// As `transposed::transposed`; the processor has the instructions.
            $(#[target_feature(enable = $features)])?
            pub unsafe fn transposed<T: Scalar>(
                shape: Shape,
                weights: &[T],
                delta: &[T],
                input: &mut [T],
            ) where
                $simd: Simd<T>,
            {
                #[allow(unused_unsafe)]
                // SAFETY: as the caller says
                unsafe { transposed::transposed::<T, $simd>($new, shape, weights, delta, input) }
            }
        }
    };
}
level!(portable Portable, Portable, 4);
#[cfg(target_arch = "x86_64")]
use super::simd::x86::{Avx2, Avx512, Sse2};
#[cfg(target_arch = "x86_64")]
level!(sse2 Sse2, Sse2::NEW, 6);
#[cfg(target_arch = "x86_64")]
level!(avx2 Avx2, Avx2::new(), 6, "avx2,fma");
#[cfg(target_arch = "x86_64")]
level!(avx512 Avx512, Avx512::new(), 8, "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma");
#[cfg(target_arch = "aarch64")]
use super::simd::neon::Neon;
#[cfg(target_arch = "aarch64")]
level!(neon Neon, Neon::new(), 8, "neon");
