//! The passes over samples that lie one after the other.

use super::LayerNorm;
use crate::activation::Parameter;
use crate::kernel::{Task, Vectors};
use crate::scalar::Scalar;
use nalgebra::{ArrayStorage, SVector};

/// The outputs of some samples, and their moments if there is room for them.
pub(super) struct Forward<'a, E, T, const N: usize> {
    pub layer: &'a LayerNorm<E, T, N>,
    pub input: &'a [SVector<T, N>],
    pub output: &'a mut [SVector<T, N>],
    pub moments: &'a mut [SVector<T, 2>],
}

impl<E: Parameter, T: Scalar, const N: usize> Task for Forward<'_, E, T, N> {
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) {
        let count = T::of(N as f64);
        let mut moments = self.moments.iter_mut();
        for (x, y) in self.input.iter().zip(self.output) {
            let mean = sum(x, |_, x| x) / count;
            let square = |_, x| (x - mean) * (x - mean);
            let inverse = T::ONE / (sum(x, square) / count + T::of(E::VALUE)).sqrt();
            let affine = self.layer.weights.iter().zip(&self.layer.bias);
            for ((y, &x), (&gamma, &beta)) in y.iter_mut().zip(x).zip(affine) {
                *y = (x - mean) * inverse * gamma + beta;
            }
            if let Some(place) = moments.next() {
                *place = SVector::from_array_storage(ArrayStorage([[mean, inverse]]));
            }
        }
    }
}

/// Adds ∂L/∂γ and ∂L/∂β.
pub(super) struct Sum<'a, E, T, const N: usize> {
    pub gradient: &'a mut LayerNorm<E, T, N>,
    pub input: &'a [SVector<T, N>],
    pub moments: &'a [SVector<T, 2>],
    pub delta: &'a [SVector<T, N>],
}

impl<E: Parameter, T: Scalar, const N: usize> Task for Sum<'_, E, T, N> {
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) {
        for ((x, moments), delta) in self.input.iter().zip(self.moments).zip(self.delta) {
            let [[mean, inverse]] = moments.data.0;
            let slopes = self
                .gradient
                .weights
                .iter_mut()
                .zip(&mut self.gradient.bias);
            for ((gamma, beta), (&x, &delta)) in slopes.zip(x.iter().zip(delta)) {
                *gamma += delta * (x - mean) * inverse;
                *beta += delta;
            }
        }
    }
}

/// ∂L/∂y becomes ∂L/∂x.
pub(super) struct Backward<'a, E, T, const N: usize> {
    pub layer: &'a LayerNorm<E, T, N>,
    pub input: &'a [SVector<T, N>],
    pub moments: &'a [SVector<T, 2>],
    pub delta: &'a mut [SVector<T, N>],
}

impl<E: Parameter, T: Scalar, const N: usize> Task for Backward<'_, E, T, N> {
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) {
        let count = T::of(N as f64);
        for ((x, moments), delta) in self.input.iter().zip(self.moments).zip(self.delta) {
            let [[mean, inverse]] = moments.data.0;
            for (delta, &gamma) in delta.iter_mut().zip(&self.layer.weights) {
                *delta *= gamma;
            }
            let normalised = |x| (x - mean) * inverse;
            let of_mean = sum(delta, |_, g| g) / count;
            let inputs = x.as_slice();
            let product =
                |place: usize, g| g * normalised(inputs.get(place).copied().unwrap_or(mean));
            let of_scale = sum(delta, product) / count;
            for (g, &x) in delta.iter_mut().zip(x) {
                *g = inverse * (*g - of_mean - normalised(x) * of_scale);
            }
        }
    }
}

/// Σ f(i, xᵢ), in eight sums that the processor adds at once.
#[inline(always)]
fn sum<T: Scalar, const N: usize>(x: &SVector<T, N>, f: impl Fn(usize, T) -> T) -> T {
    let mut sums = [T::ZERO; 8];
    for (row, values) in x.as_slice().chunks(8).enumerate() {
        for (column, (sum, &x)) in sums.iter_mut().zip(values).enumerate() {
            *sum += f(8 * row + column, x);
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}
