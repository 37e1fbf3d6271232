//! A chunk of outputs beside their targets: their losses, and ∂L/∂z.

use super::samples::goal_or_nan;
use super::score::Total;
use crate::activation::Activation;
use crate::kernel::{Block, CHUNK, LargestRow, Layout, Level, REPRODUCIBLE, Rows, Task, Vectors};
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
        goals.hold(targets.len());
        let rows = goals.rows_mut();
        if targets.len() < CHUNK {
            rows.fill([T::ZERO; CHUNK]);
        }
        for (index, target) in targets.iter().enumerate() {
            let goal = goal_or_nan::<C, A, T, O>(target);
            for (row, &value) in rows.iter_mut().zip(&goal) {
                if let Some(place) = row.get_mut(index) {
                    *place = value;
                }
            }
        }
        let (mut of_z, mut of_y) = (Rows::blank(0), Rows::blank(0));
        let mut turned = Rows::blank(0);
        turned.hold(targets.len());
        let slopes = delta.as_rows_mut().unwrap_or(&mut turned);
        let found = L::run(Judge::<C, A, T> {
            count: targets.len(),
            sides: Sides {
                z: z.in_rows(&mut of_z).rows(),
                y: y.in_rows(&mut of_y).rows(),
                target: goals.rows(),
                delta: slopes.rows_mut(),
            },
            share,
            functions: PhantomData,
        });
        if !L::IN_ROWS {
            delta.take_rows(&turned);
        }
        // one after the other; or their sums, which does not wait so often
        if REPRODUCIBLE {
            for (&loss, &metric) in found.losses.iter().zip(&found.metrics).take(targets.len()) {
                total.add_all(loss, metric);
            }
        } else {
            let metric = first(&found.metrics, targets.len());
            total.add_all(first(&found.losses, targets.len()), metric);
        }
        return delta;
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

struct Judge<'a, C, A, T> {
    count: usize,
    sides: Sides<'a, T>,
    share: T,
    functions: PhantomData<(C, A)>,
}

/// The loss and the metric of each sample.
struct Found<T> {
    losses: [T; CHUNK],
    metrics: [T; CHUNK],
}

impl<C: Loss<A>, A: Activation, T: Scalar> Task for Judge<'_, C, A, T> {
    type Output = Found<T>;
    #[inline(always)]
    fn run<S: Vectors>(mut self, s: S) -> Found<T> {
        let metrics = metrics::<C, A, T, S>(s, self.sides.y, self.sides.target);
        let mut losses = [T::ZERO; CHUNK];
        C::judge(s, &mut self.sides, &mut losses);
        for row in self.sides.delta.iter_mut() {
            for delta in row.iter_mut() {
                *delta *= self.share;
            }
            // what is of no sample must be 0
            if self.count < CHUNK {
                for (lane, delta) in row.iter_mut().enumerate() {
                    *delta = if lane < self.count { *delta } else { T::ZERO };
                }
            }
        }
        Found { losses, metrics }
    }
}

/// The sum of the first values.
#[inline]
fn first<T: Scalar>(values: &[T; CHUNK], count: usize) -> T {
    let mut sums = [T::ZERO; 8];
    for (block, values) in values.as_chunks::<8>().0.iter().enumerate() {
        for (lane, (sum, &value)) in sums.iter_mut().zip(values).enumerate() {
            *sum += if block * 8 + lane < count {
                value
            } else {
                T::ZERO
            };
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
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
