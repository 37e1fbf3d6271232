//! The kernels of `f32` and of `f64`: each looks at the lengths, and calls the function of its level.
#![allow(unsafe_code)]

#[cfg(target_arch = "aarch64")]
use super::dispatch::neon;
use super::dispatch::portable;
#[cfg(target_arch = "x86_64")]
use super::dispatch::{avx2, avx512, sse2};
use super::level::Level;
use super::products::Shape;
use super::task::{Vectors, Work};
use super::{CHUNK, Kernels, known_back, single};
use nalgebra::{SMatrix, SVector};

/// One of the levels' functions.
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
