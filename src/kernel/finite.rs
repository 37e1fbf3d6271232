//! Whether all of many numbers are finite.

use super::simd::Simd;
use super::task::{Numbers, Work, run};
use crate::scalar::Scalar;

/// Whether there is neither an infinite number nor NaN among them.
pub fn all_finite<T: Scalar>(values: &[T]) -> bool {
    run(Numbers::task(AllFinite(values)))
}

/// The question.
#[derive(Debug)]
pub struct AllFinite<'a, T>(&'a [T]);

impl<T: Scalar> Work<T> for AllFinite<'_, T> {
    type Output = bool;
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) -> bool {
        all_finite_at(s, self.0)
    }
    #[inline]
    fn dispatch(self) -> bool {
        T::are_finite(Numbers::task(self))
    }
}

/// 0 · x is 0 for a finite x, else NaN, and stays so in a sum.
#[inline(always)]
fn all_finite_at<T: Scalar, S: Simd<T>>(s: S, values: &[T]) -> bool {
    if S::LANES == 1 {
        return values.iter().all(|value| value.is_finite());
    }
    let mut sums = [s.zero(); 4];
    let mut blocks = values.chunks_exact(4 * S::LANES);
    for block in &mut blocks {
        for (sum, values) in sums.iter_mut().zip(block.chunks_exact(S::LANES)) {
            *sum = s.mul_add(s.read_whole(values), s.zero(), *sum);
        }
    }
    for values in blocks.remainder().chunks(S::LANES) {
        sums[0] = s.mul_add(s.read(values), s.zero(), sums[0]);
    }
    let [a, b, c, d] = sums;
    s.sum(s.add(s.add(a, b), s.add(c, d))) == T::ZERO
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Level;
    use std::vec;

    /// Wherever it stands, and however many there are.
    fn finds<T: Scalar>() {
        for len in 0..200 {
            let mut values = vec![T::of(-1e30); len];
            assert!(all_finite(&values));
            for place in 0..len {
                for wrong in [T::NAN, T::NEG_INFINITY, -T::NEG_INFINITY] {
                    let right = core::mem::replace(&mut values[place], wrong);
                    assert!(!all_finite(&values), "{place} of {len}");
                    values[place] = right;
                }
            }
        }
    }

    #[test]
    fn finds_every_number_that_is_not_finite() {
        finds::<f32>();
        finds::<f64>();
        assert!(Level::current().is_available());
    }
}
