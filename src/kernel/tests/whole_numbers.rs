//! Every size from 1 to 67 beside every other, and every number of samples beside either, in every place of a cache line: of
//! whole numbers, whose sums are exact in any order, so that every level has to give what plain Rust gives.
//!
//! A build for debugging takes one pair of 23 and one place of three; `tests/sanitized.sh` takes all.

use super::{Guarded, in_debug};
use crate::kernel::products::Shape;
use crate::kernel::{CHUNK, Level};
use crate::rng::Rng;
use crate::scalar::Scalar;
use core::cell::Cell;
use std::vec::Vec;

/// A layer and what goes through it; of samples side by side, NaN stands behind the last.
struct Given<T: Scalar> {
    shape: Shape,
    floor: T,
    weights: Guarded<T>,
    bias: Guarded<T>,
    input: Guarded<T>,
    delta: Guarded<T>,
    input_rows: Guarded<T>,
    delta_rows: Guarded<T>,
}

/// −8 to 8.
fn whole<T: Scalar>(rng: &mut Rng) -> T {
    T::of(rng.below(17) as f64 - 8.0)
}

impl<T: Scalar> Given<T> {
    fn random(rng: &mut Rng, shape: Shape, place: &Place) -> Self {
        let Shape {
            inputs,
            outputs,
            samples,
        } = shape;
        let floor = if rng.below(2) == 0 {
            T::NEG_INFINITY
        } else {
            T::ZERO
        };
        let mut random = |count| place.next((0..count).map(|_| whole(rng)));
        let (weights, bias) = (random(inputs * outputs), random(outputs));
        let (input, delta) = (random(inputs * samples), random(outputs * samples));
        let rows = |of: &Guarded<T>, height: usize| {
            let value = |at| match at % CHUNK {
                s if s < samples => of.get()[s * height + at / CHUNK],
                _ => T::NAN,
            };
            place.next((0..height * CHUNK).map(value))
        };
        Self {
            shape,
            floor,
            input_rows: rows(&input, inputs),
            delta_rows: rows(&delta, outputs),
            weights,
            bias,
            input,
            delta,
        }
    }

    /// What the kernels of a level make of it.
    #[allow(unsafe_code)]
    fn results(&self, level: Level, place: &Place) -> Vec<(&'static str, Guarded<T>)> {
        let (shape, floor) = (self.shape, self.floor);
        let one = Shape {
            samples: 1,
            ..shape
        };
        let (w, b) = (self.weights.get(), self.bias.get());
        let (x, d) = (self.input.get(), self.delta.get());
        let (x_rows, d_rows) = (self.input_rows.get(), self.delta_rows.get());
        let (x_one, d_one) = (&x[..shape.inputs], &d[..shape.outputs]);
        let room = |count| place.next((0..count).map(|_| T::NAN));
        let copy = |of: &[T]| place.next(of.iter().copied());
        let (mut z, mut back) = (room(d.len()), room(x.len()));
        let (mut z_rows, mut back_rows) = (room(d_rows.len()), room(x_rows.len()));
        let (mut z_one, mut back_one) = (room(d_one.len()), room(x_one.len()));
        let (mut dw, mut db) = (copy(w), copy(b));
        let (mut dw_rows, mut db_rows) = (copy(w), copy(b));
        let (mut dw_one, mut db_one) = (copy(w), copy(b));
        // SAFETY: as long as the shapes say; the processor was asked for the level
        unsafe {
            T::affine_at(level, shape, (w, b), x, z.get_mut(), floor);
            T::transposed_at(level, shape, w, d, back.get_mut());
            T::outer_at(level, shape, d, x, (dw.get_mut(), db.get_mut()));
            T::rows_affine_at(level, shape, (w, b), x_rows, z_rows.get_mut(), floor);
            T::rows_transposed_at(level, shape, w, d_rows, back_rows.get_mut());
            let gradient = (dw_rows.get_mut(), db_rows.get_mut());
            T::rows_outer_at(level, shape, d_rows, x_rows, gradient);
            T::single_at(level, one, (w, b), x_one, z_one.get_mut());
            let layer = (dw_one.get_mut(), db_one.get_mut());
            T::both_at(level, layer, d_one, x_one, back_one.get_mut());
        }
        for rows in [&mut z_rows, &mut back_rows] {
            for row in rows.get_mut().chunks_mut(CHUNK) {
                row[shape.samples..].fill(T::ZERO);
            }
        }
        std::vec![
            ("Z", z),
            ("∂L/∂X", back),
            ("∂L/∂W", dw),
            ("∂L/∂b", db),
            ("Z in rows", z_rows),
            ("∂L/∂X in rows", back_rows),
            ("∂L/∂W of rows", dw_rows),
            ("∂L/∂b of rows", db_rows),
            ("z of one", z_one),
            ("∂L/∂x of one", back_one),
            ("∂L/∂W of one", dw_one),
            ("∂L/∂b of one", db_one),
        ]
    }
}

/// Where the next numbers begin: each in another place of a line, and the end of the allocation behind every second.
struct Place(Cell<usize>);

impl Place {
    fn next<T: Scalar>(&self, numbers: impl ExactSizeIterator<Item = T>) -> Guarded<T> {
        let at = self.0.replace(self.0.get() + 5);
        Guarded::new(at % Guarded::<T>::PLACES, at / 16 % 2, numbers)
    }
}

fn check<T: Scalar>(shape: Shape, place: usize, rng: &mut Rng) {
    let place = Place(Cell::new(place));
    let given = Given::<T>::random(rng, shape, &place);
    let expected = given.results(Level::Portable, &place);
    for level in Level::ALL.into_iter().skip(1).filter(|l| l.is_available()) {
        let results = given.results(level, &place);
        for ((what, got), (_, expected)) in results.iter().zip(&expected) {
            got.check_guards(shape);
            assert!(
                got.get() == expected.get(),
                "{what}, {level:?}, {shape:?}: {:?}, not {:?}",
                got.get(),
                expected.get()
            );
        }
    }
}

fn sizes<T: Scalar>() {
    let mut rng = Rng::new(3);
    let pairs = (1..=67).flat_map(|inputs| (1..=67).map(move |outputs| (inputs, outputs)));
    for (at, (inputs, outputs)) in pairs.enumerate().step_by(in_debug(23, 1)) {
        let shape = Shape {
            inputs,
            outputs,
            samples: 1 + (7 * inputs + 5 * outputs) % CHUNK,
        };
        check::<T>(shape, at + shape.samples, &mut rng);
    }
}

/// Each with a number of samples, so that each of those meets each size.
#[test]
fn every_pair_of_sizes() {
    sizes::<f32>();
    sizes::<f64>();
}

/// Wherever weights, samples and results begin.
#[test]
fn every_place() {
    let mut rng = Rng::new(4);
    for (inputs, outputs, samples) in [
        (1, 1, 1),
        (5, 3, 7),
        (9, 16, 3),
        (3, 32, 1),
        (17, 33, 32),
        (40, 64, 5),
        (67, 67, 31),
    ] {
        let shape = Shape {
            inputs,
            outputs,
            samples,
        };
        for place in (0..32).step_by(in_debug(3, 1)) {
            check::<f32>(shape, place, &mut rng);
            check::<f64>(shape, place, &mut rng);
        }
    }
}

/// Sizes at which kernels begin another part: more outputs than are turned around at once, more weights than the first cache has.
#[test]
fn sizes_of_several_parts() {
    let mut rng = Rng::new(5);
    for (inputs, outputs) in [(5, 257), (33, 300), (3, 530), (130, 67), (300, 33), (2, 1)] {
        for samples in [1, 3, 4, 13, 32] {
            let shape = Shape {
                inputs,
                outputs,
                samples,
            };
            check::<f32>(shape, samples, &mut rng);
            check::<f64>(shape, samples, &mut rng);
        }
    }
}

/// More weights than the second cache has: parts of W, the last of fewer rows and columns, and those of columns that are longer
/// than a page.
#[test]
fn weights_that_leave_the_second_cache() {
    for (inputs, outputs) in [(401, 333), (101, 1327)] {
        let shape = Shape {
            inputs,
            outputs,
            samples: 19,
        };
        check::<f32>(shape, 3, &mut Rng::new(6));
        check::<f64>(shape, 3, &mut Rng::new(6));
    }
}
