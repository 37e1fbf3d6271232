//! Which row has the largest number, sample beside sample.

use super::CHUNK;
use super::rows::lanes;
use super::simd::Simd;
use super::task::Work;
use crate::scalar::Scalar;

/// The number of each sample's largest row, of equal ones the first; NaN is never the largest.
#[derive(Debug)]
pub struct LargestRow<'a, T>(pub &'a [[T; CHUNK]]);

impl<T: Scalar> Work<T> for LargestRow<'_, T> {
    type Output = [T; CHUNK];
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) -> [T; CHUNK] {
        largest(s, self.0)
    }
}

#[inline(always)]
fn largest<T: Scalar, S: Simd<T>>(s: S, rows: &[[T; CHUNK]]) -> [T; CHUNK] {
    let mut numbers = [T::ZERO; CHUNK];
    for (lane, place) in numbers.chunks_exact_mut(S::LANES).enumerate() {
        let (mut largest, mut which, mut number) = (s.splat(T::NEG_INFINITY), s.zero(), s.zero());
        for row in rows {
            let value = lanes(s, row, lane);
            let is_more = s.less(largest, value);
            which = s.select(is_more, number, which);
            largest = s.select(is_more, value, largest);
            number = s.add(number, s.splat(T::ONE));
        }
        s.write_whole(which, place);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::simd::Portable;
    use crate::kernel::task::{Numbers, run};
    use crate::math::argmax;

    #[test]
    fn the_first_of_equal_ones_and_never_nan() {
        let mut rng = crate::rng::Rng::new(1);
        for count in 2..9 {
            let mut rows = std::vec![[0.0_f32; CHUNK]; count];
            for value in rows.as_flattened_mut() {
                let drawn = rng.below(4);
                *value = if drawn == 3 { f32::NAN } else { drawn as f32 };
            }
            let expected = std::array::from_fn(|sample| {
                let values: std::vec::Vec<_> = rows.iter().map(|row| row[sample]).collect();
                argmax(&values) as f32
            });
            assert_eq!(largest(Portable, &rows), expected);
            assert_eq!(run(Numbers::task(LargestRow(&rows))), expected);
        }
    }
}
