#![allow(non_camel_case_types)]

use crate::activation::{Activation, KeepBoth};
use crate::held::Common;
use crate::kernel::functions;
use crate::kernel::simd::{Portable, Simd};
use crate::kernel::{CHUNK, Vectors, Work, lanes};
use crate::math::{largest, sum};
use crate::scalar::Scalar;

/// yᵢ = e^(zᵢ) / Σⱼ e^(zⱼ): a distribution over classes. Output layers only.
///
/// ∂L/∂z = y ⊙ (∂L/∂y − y · ∂L/∂y). Computed as e^(zᵢ − max z), so that no exponential overflows.
/// PyTorch: [`Softmax`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html).
#[derive(Debug)]
pub enum softmax {}

#[diagnostic::do_not_recommend]
impl Activation for softmax {
    // cross-entropy is exact at large z only with z itself
    type Keep = KeepBoth;
    const COMMON: Option<Common> = Some(Common::Softmax);

    #[inline]
    fn forward<T: Scalar>(values: &mut [T]) {
        Self::forward_all(Portable, values.len(), values);
    }
    #[inline(always)]
    fn forward_all<T: Scalar, S: Vectors>(s: S, width: usize, values: &mut [T]) {
        let width = width.max(1);
        let has_lanes = <S as Simd<f32>>::LANES > 1;
        if has_lanes && values.len() <= width && T::with(s, OfOne(values)) {
            return;
        }
        for sample in values.chunks_mut(width) {
            let m = largest(sample);
            sample.iter_mut().for_each(|value| *value -= m);
        }
        T::map::<functions::ExpOfNegative, S>(s, values);
        for sample in values.chunks_mut(width) {
            let total = sum(sample.iter().copied());
            sample.iter_mut().for_each(|value| *value /= total);
        }
    }
    #[inline(always)]
    fn forward_rows<T: Scalar, S: Vectors>(s: S, rows: &mut [[T; CHUNK]]) -> bool {
        T::with(s, SideBySide(rows));
        true
    }
    #[inline]
    fn chain<T: Scalar>(_z: &[T], y: &[T], delta: &mut [T]) {
        let mean = sum(y.iter().zip(delta.iter()).map(|(&y, &d)| y * d));
        for (delta, &y) in delta.iter_mut().zip(y) {
            *delta = y * (*delta - mean);
        }
    }
}

/// The softmax of one sample; false, and nothing is done, if it is longer than a vector.
struct OfOne<'a, T>(&'a mut [T]);

impl<T: Scalar> Work<T> for OfOne<'_, T> {
    type Output = bool;
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) -> bool {
        let width = self.0.len();
        if width <= S::Half::LANES {
            in_a_vector(s.half(), self.0);
        } else if width <= S::LANES {
            in_a_vector(s, self.0);
        }
        width <= S::LANES
    }
}

#[inline(always)]
fn in_a_vector<T: Scalar, S: Simd<T>>(s: S, sample: &mut [T]) {
    let largest = s.splat(largest(sample));
    let powers = functions::exp_of_negative(s, s.sub(s.read(sample), largest));
    s.write(powers, sample);
    let total = s.splat(sum(sample.iter().copied()));
    s.write(s.div(powers, total), sample);
}

/// The softmax of samples side by side.
struct SideBySide<'a, T>(&'a mut [[T; CHUNK]]);

impl<T: Scalar> Work<T> for SideBySide<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        let Self(rows) = self;
        for lane in 0..CHUNK / S::LANES {
            let mut largest = s.splat(T::NEG_INFINITY);
            for row in rows.iter() {
                largest = s.max(lanes(s, row, lane), largest);
            }
            let mut total = s.zero();
            for row in rows.iter_mut() {
                let z = s.sub(lanes(s, row, lane), largest);
                let power = functions::exp_of_negative(s, z);
                total = s.add(total, power);
                s.write_whole(power, row.get_mut(lane * S::LANES..).unwrap_or_default());
            }
            for row in rows.iter_mut() {
                let y = s.quotient(lanes(s, row, lane), total);
                s.write_whole(y, row.get_mut(lane * S::LANES..).unwrap_or_default());
            }
        }
    }
}
