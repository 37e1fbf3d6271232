//! The kernels of each level, compiled once for `f32` and once for `f64`.
#![allow(unsafe_code)]

use super::level::Level;
use super::product::{Begin, Product};
use super::products::Shape;
use super::shared::Shared;
use super::simd::{Portable, Simd};
use super::task::{Vectors, Work};
use super::tile;
use super::{CHUNK, Kernels, known_back, products, rows_products, single, single_back, transposed};
use crate::scalar::Scalar;
use nalgebra::{SMatrix, SVector};

/// The three products as functions that are compiled for a level's instructions, with tiles of
/// `$columns` columns.
macro_rules! level {
    ($name:ident $simd:ty, $new:expr, $columns:literal $(, $features:literal)?) => {
        mod $name {
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

/// One of the functions above, by level.
macro_rules! choose {
    ($level:ident, $function:ident($($arg:expr),*)) => {
        match $level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => avx512::$function($($arg),*),
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => avx2::$function($($arg),*),
            #[cfg(target_arch = "x86_64")]
            Level::Sse2 => sse2::$function($($arg),*),
            #[cfg(target_arch = "aarch64")]
            Level::Neon => neon::$function($($arg),*),
            _ => portable::$function($($arg),*),
        }
    };
}

macro_rules! kernels {
    ($($t:ident)*) => {$(
        impl Kernels for $t {
            #[inline(always)]
            fn single_affine<S: Vectors, const I: usize, const O: usize>(
                s: S,
                weights: &SMatrix<$t, O, I>,
                bias: &SVector<$t, O>,
                input: &SVector<$t, I>,
                z: &mut SVector<$t, O>,
            ) {
                single::affine_of(s, weights, bias, input, z);
            }
            #[inline(always)]
            fn single_outer<S: Vectors, const I: usize, const O: usize>(
                s: S,
                delta: &SVector<$t, O>,
                input: &SVector<$t, I>,
                weights: &mut SMatrix<$t, O, I>,
                bias: &mut SVector<$t, O>,
            ) {
                known_back::outer_of(s, delta, input, weights, bias);
            }
            #[inline(always)]
            fn single_transposed<S: Vectors, const I: usize, const O: usize>(
                s: S,
                weights: &SMatrix<$t, O, I>,
                delta: &SVector<$t, O>,
                back: &mut SVector<$t, I>,
            ) {
                known_back::transposed_of(s, weights, delta, back);
            }
            #[inline(always)]
            fn single_both<S: Vectors, const I: usize, const O: usize>(
                s: S,
                layer: (&mut SMatrix<$t, O, I>, &mut SVector<$t, O>),
                delta: &SVector<$t, O>,
                input: &SVector<$t, I>,
                back: &mut SVector<$t, I>,
            ) {
                known_back::both_of(s, layer, delta, input, back);
            }
            #[inline(always)]
            fn with<S: Vectors, W: Work<$t>>(s: S, work: W) -> W::Output {
                work.run(s)
            }
            #[inline]
            unsafe fn affine_at(level: Level, shape: Shape, layer: (&[$t], &[$t]), input: &[$t], z: &mut [$t], floor: $t) {
                if shape.fits(layer.0, layer.1, input, z) {
                    // SAFETY: the lengths were looked at; as the caller says
                    unsafe { choose!(level, affine(shape, layer, input, z, floor)) }
                }
            }
            #[inline]
            unsafe fn single_at(level: Level, shape: Shape, layer: (&[$t], &[$t]), input: &[$t], z: &mut [$t]) {
                if shape.fits(layer.0, layer.1, input, z) {
                    // SAFETY: the lengths were looked at; as the caller says
                    unsafe { choose!(level, single(shape, layer, input, z)) }
                }
            }
            #[inline]
            unsafe fn both_at(level: Level, layer: (&mut [$t], &mut [$t]), delta: &[$t], input: &[$t], back: &mut [$t]) {
                // SAFETY: as the caller says; it looks at the lengths itself
                unsafe { choose!(level, both(layer, delta, input, back)) }
            }
            #[inline]
            unsafe fn rows_affine_at(level: Level, shape: Shape, layer: (&[$t], &[$t]), input: &[$t], z: &mut [$t], floor: $t) {
                if shape.fits_rows(layer.0, layer.1, input, z) {
                    // SAFETY: the lengths were looked at; as the caller says
                    unsafe { choose!(level, rows_affine(shape, layer, input, z, floor)) }
                }
            }
            #[inline]
            unsafe fn rows_outer_at(level: Level, shape: Shape, delta: &[$t], input: &[$t], gradient: (&mut [$t], &mut [$t])) {
                if shape.fits_rows(gradient.0, gradient.1, input, delta) {
                    // SAFETY: the lengths were looked at; as the caller says
                    unsafe { choose!(level, rows_outer(shape, delta, input, gradient)) }
                }
            }
            #[inline]
            unsafe fn rows_transposed_at(level: Level, shape: Shape, weights: &[$t], delta: &[$t], input: &mut [$t]) {
                if shape.fits_rows(weights, delta.get(..shape.outputs).unwrap_or_default(), input, delta) {
                    // SAFETY: the lengths were looked at; as the caller says
                    unsafe { choose!(level, rows_transposed(shape, weights, delta, input)) }
                }
            }
            #[inline]
            unsafe fn outer_at(level: Level, shape: Shape, delta: &[$t], input: &[$t], gradient: (&mut [$t], &mut [$t])) {
                if shape.fits(gradient.0, gradient.1, input, delta) {
                    // SAFETY: the lengths were looked at; as the caller says
                    unsafe { choose!(level, outer(shape, delta, input, gradient)) }
                }
            }
            #[inline]
            unsafe fn slopes_at(level: Level, shape: Shape, delta: &[$t], input: &[$t], from: usize, slopes: &mut [$t]) {
                if shape.fits_columns(delta, input, from, slopes) {
                    // SAFETY: the lengths were looked at; as the caller says
                    unsafe { choose!(level, slopes(shape, delta, input, from, slopes)) }
                }
            }
            #[inline]
            unsafe fn transposed_at(level: Level, shape: Shape, weights: &[$t], delta: &[$t], input: &mut [$t]) {
                if shape.samples <= CHUNK
                    && shape.fits(weights, delta.get(..shape.outputs).unwrap_or_default(), input, delta) {
                    // SAFETY: the lengths were looked at; as the caller says
                    unsafe { choose!(level, transposed(shape, weights, delta, input)) }
                }
            }
            unsafe fn write_nan(place: *mut $t, count: usize) {
                for index in 0..count {
                    // SAFETY: as the caller says
                    unsafe { place.add(index).write($t::NAN) };
                }
            }
            fn single(layer: (&[$t], &[$t]), input: &[$t], z: &mut [$t]) {
                let shape = Shape { inputs: input.len(), outputs: z.len(), samples: 1 };
                // SAFETY: the current level is available, here and below
                unsafe { Self::single_at(Level::current(), shape, layer, input, z) }
            }
            fn affine(shape: Shape, layer: (&[$t], &[$t]), input: &[$t], z: &mut [$t], floor: $t) {
                // SAFETY: as above
                unsafe { Self::affine_at(Level::current(), shape, layer, input, z, floor) }
            }
            fn both(layer: (&mut [$t], &mut [$t]), delta: &[$t], input: &[$t], back: &mut [$t]) {
                // SAFETY: as above
                unsafe { Self::both_at(Level::current(), layer, delta, input, back) }
            }
            fn rows_affine(shape: Shape, layer: (&[$t], &[$t]), input: &[$t], z: &mut [$t], floor: $t) {
                // SAFETY: as above
                unsafe { Self::rows_affine_at(Level::current(), shape, layer, input, z, floor) }
            }
            fn rows_outer(shape: Shape, delta: &[$t], input: &[$t], gradient: (&mut [$t], &mut [$t])) {
                // SAFETY: as above
                unsafe { Self::rows_outer_at(Level::current(), shape, delta, input, gradient) }
            }
            fn rows_transposed(shape: Shape, weights: &[$t], delta: &[$t], input: &mut [$t]) {
                // SAFETY: as above
                unsafe { Self::rows_transposed_at(Level::current(), shape, weights, delta, input) }
            }
            fn outer(shape: Shape, delta: &[$t], input: &[$t], gradient: (&mut [$t], &mut [$t])) {
                // SAFETY: as above
                unsafe { Self::outer_at(Level::current(), shape, delta, input, gradient) }
            }
            fn slopes(shape: Shape, delta: &[$t], input: &[$t], from: usize, slopes: &mut [$t]) {
                // SAFETY: as above
                unsafe { Self::slopes_at(Level::current(), shape, delta, input, from, slopes) }
            }
            fn transposed(shape: Shape, weights: &[$t], delta: &[$t], input: &mut [$t]) {
                // SAFETY: as above
                unsafe { Self::transposed_at(Level::current(), shape, weights, delta, input) }
            }
        }
    )*};
}
kernels! { f32 f64 }
