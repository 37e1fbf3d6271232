//! What the kernels of a level share: compiled once for it and a scalar, and called, not part of each of them.
#![allow(unsafe_code)]

use super::product::{Begin, Product};
use super::simd::Simd;
use crate::scalar::Scalar;

/// Vectors with kernels of their own.
pub trait Shared<T: Scalar>: Simd<T> {
    /// C = S + A B, as [`tile::product`](super::tile::product).
    ///
    /// # Safety
    /// As there.
    unsafe fn product(self, p: &Product<T>);
    /// `N` columns of C from `n` on, as [`tile::columns`](super::tile::columns).
    ///
    /// # Safety
    /// As there.
    unsafe fn columns<const N: usize>(self, p: &Product<T>, begin: Begin<T>, n: usize);
    /// Wᵀ δ of one sample, as [`single_back::transposed`](super::single_back::transposed).
    fn back(self, weights: &[T], delta: &[T], back: &mut [T]);
}
