//! A chunk of outputs beside their targets: their losses, and ∂L/∂z.

use super::goals::{goal_or_nan, write_goals};
use super::score::Total;
use crate::activation::Activation;
use crate::kernel::simd::Simd;
use crate::kernel::{
    Block, CHUNK, LargestRow, Layout, Level, REPRODUCIBLE, Rows, Task, Vectors, Work, run_here,
};
use crate::loss::{Loss, Metric, Sides};
use crate::scalar::Scalar;
use crate::values::Target;
use core::marker::PhantomData;

/// Adds the scores of up to [`CHUNK`] samples to `total`; returns ∂L/∂z of each, times its share in the mean.
#[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
#[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
pub fn judge<L, C, A, Y, T, const O: usize>(
    z: &L::Of<T, O>,
    y: &L::Of<T, O>,
    targets: &[Y],
    total: &mut Total<T>,
) -> L::Of<T, O>
where
    L: Layout,
    C: Loss<A>,
    A: Activation,
    Y: Target<T, O>,
    T: Scalar,
{
    let share = total.share();
    let mut delta = L::Of::<T, O>::blank(0);
    delta.hold(targets.len());
    if const { Level::HAS_VECTORS && !L::IS_SINGLE && O <= NARROW && C::IN_ROWS } {
        let mut goals = Rows::<T, O>::blank(0);
        write_goals::<L, C, A, Y, T, O>(targets, &mut goals);
        let (mut of_z, mut of_y) = (Rows::blank(0), Rows::blank(0));
        let mut turned = Rows::blank(0);
        turned.hold(targets.len());
        let slopes = delta.as_rows_mut().unwrap_or(&mut turned);
        // (arrays: that they have been written the compiler sees once, and not again from function to function)
        let sides = (
            z.in_rows(&mut of_z).rows().first_chunk::<O>(),
            y.in_rows(&mut of_y).rows().first_chunk::<O>(),
            goals.rows().first_chunk::<O>(),
            slopes.rows_mut().first_chunk_mut::<O>(),
        );
        if let (Some(z), Some(y), Some(target), Some(delta)) = sides {
            L::run(Judge::<C, A, T> {
                count: targets.len(),
                total,
                sides: Sides {
                    z,
                    y,
                    target,
                    delta,
                },
                share,
                functions: PhantomData,
            });
        }
        if !L::IN_ROWS {
            delta.take_rows(&turned);
        }
        return delta;
    }
    if const { L::IN_ROWS } && targets.len() < CHUNK {
        delta.values_mut().fill(T::ZERO); // what is of no sample
    }
    let (z, y) = (z.samples(), y.samples());
    let samples = z.iter().zip(y.iter()).zip(targets);
    for (((z, y), target), delta) in samples.zip(delta.samples_mut().iter_mut()) {
        let goal = goal_or_nan::<C, A, T, O>(target);
        let (z, y, goal) = (z.as_slice(), y.as_slice(), goal.as_slice());
        total.add::<C, A>(z, y, goal);
        C::delta(z, y, goal, delta.as_mut_slice());
        for delta in delta.as_mut_slice() {
            *delta *= share;
        }
    }
    delta
}

/// Up to how many outputs are turned to lie side by side.
const NARROW: usize = 64;

/// Up to [`CHUNK`] outputs side by side, their losses, and ∂L/∂z.
#[derive(Debug)]
pub struct Judge<'a, C, A, T> {
    count: usize,
    total: &'a mut Total<T>,
    sides: Sides<'a, T>,
    share: T,
    functions: PhantomData<(C, A)>,
}

impl<C: Loss<A>, A: Activation, T: Scalar> Task for Judge<'_, C, A, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(mut self, s: S) {
        let metrics = metrics::<C, A, T, S>(s, self.sides.y, self.sides.target);
        let mut losses = [T::ZERO; CHUNK];
        C::judge(s, &mut self.sides, &mut losses);
        for row in self.sides.delta.iter_mut() {
            for delta in row.iter_mut() {
                *delta *= self.share;
            }
            // what is of no sample must be 0
            let behind = row.get_mut(self.count..).unwrap_or_default();
            behind.iter_mut().for_each(|delta| *delta = T::ZERO);
        }
        let count = self.count;
        // one after the other; or their sums, which does not wait so often
        if REPRODUCIBLE {
            for (&loss, &metric) in losses.iter().zip(&metrics).take(count) {
                self.total.add_all(loss, metric);
            }
        } else {
            let metric = T::with(s, First(&metrics, count));
            self.total
                .add_all(T::with(s, First(&losses, count)), metric);
        }
    }
    #[inline]
    fn dispatch(self) {
        if const { C::IS_COMMON } {
            T::judge_classes(Judge {
                count: self.count,
                total: self.total,
                sides: self.sides,
                share: self.share,
                functions: PhantomData,
            });
        } else {
            run_here(self);
        }
    }
}

/// The sum of the first values.
struct First<'a, T>(&'a [T; CHUNK], usize);

impl<T: Scalar> Work<T> for First<'_, T> {
    type Output = T;
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) -> T {
        let Self(values, count) = self;
        let mut sums = s.zero();
        let mut lane = 0;
        while lane < count.min(CHUNK) {
            let values = values.get(lane..count.min(CHUNK)).unwrap_or_default();
            sums = s.add(sums, s.read(values));
            lane += S::LANES;
        }
        s.sum(sums)
    }
}

/// What the loss's metric says of each sample; as `score::metric`.
#[inline(always)]
fn metrics<C: Loss<A>, A, T: Scalar, S: Vectors>(
    s: S,
    y: &[[T; CHUNK]],
    target: &[[T; CHUNK]],
) -> [T; CHUNK] {
    let mean = T::ONE / T::of(y.len() as f64);
    let middle = T::of(0.5 * (C::LABELS.0 + C::LABELS.1));
    let (threshold, mut each) = (T::of(C::THRESHOLD), [T::ZERO; CHUNK]);
    match C::METRIC {
        Metric::Accuracy => {
            let (of_y, of_target) = (classes(s, y, threshold), classes(s, target, middle));
            for ((each, y), target) in each.iter_mut().zip(&of_y).zip(&of_target) {
                *each = if *y == *target { T::ONE } else { T::ZERO };
            }
            return each;
        }
        Metric::BinaryAccuracy => {
            for (y, target) in y.iter().zip(target) {
                for ((each, &y), &t) in each.iter_mut().zip(y).zip(target) {
                    let is_right = (y > threshold) == (t > middle);
                    *each += if is_right { T::ONE } else { T::ZERO };
                }
            }
        }
        Metric::MeanAbsoluteError => {
            for (y, target) in y.iter().zip(target) {
                for ((each, &y), &t) in each.iter_mut().zip(y).zip(target) {
                    *each += (y - t).abs();
                }
            }
        }
    }
    each.iter_mut().for_each(|each| *each *= mean);
    each
}

/// The class that each sample's values name: as `score::class`, with numbers for the classes.
#[inline(always)]
fn classes<T: Scalar, S: Vectors>(s: S, rows: &[[T; CHUNK]], threshold: T) -> [T; CHUNK] {
    if let [row] = rows {
        let mut classes = [T::ZERO; CHUNK];
        for (class, &value) in classes.iter_mut().zip(row) {
            *class = if value > threshold { T::ONE } else { T::ZERO };
        }
        return classes;
    }
    T::with(s, LargestRow(rows))
}
