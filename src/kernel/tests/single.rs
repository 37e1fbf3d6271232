//! The kernels of one sample, at every level: for sizes that the compiler knows, some that differ in how they fill
//! vectors (each takes it a while), and on the way back, and with many zeros, for every number of outputs from 1 to 67.
#![allow(unsafe_code)]

use super::super::products::Shape;
use super::super::task::run_at;
use super::super::{Level, Task, Vectors};
use super::{Guarded, near, sum};
use crate::rng::Rng;
use crate::scalar::Scalar;
use core::marker::PhantomData;
use nalgebra::{SMatrix, SVector};
use std::boxed::Box;
use std::vec::Vec;

/// Weights that begin `P` numbers behind the beginning of an allocation, and end with it.
#[repr(C)]
#[derive(Clone)]
struct Placed<T, const P: usize, const I: usize, const O: usize> {
    before: [T; P],
    weights: SMatrix<T, O, I>,
}

fn affine<T: Scalar, S: Vectors, const I: usize, const O: usize>(s: S, rng: &mut Rng) {
    placed::<T, S, 0, I, O>(s, rng);
}

fn placed<T: Scalar, S: Vectors, const P: usize, const I: usize, const O: usize>(
    s: S,
    rng: &mut Rng,
) {
    // each on the heap by itself, where a sanitizer sees the ends
    let all = Box::new(Placed {
        before: [T::ZERO; P],
        weights: SMatrix::<T, O, I>::from_fn(|_, _| rng.normal()),
    });
    let bias = Box::new(SVector::<T, O>::from_fn(|_, _| rng.normal()));
    let input = Box::new(SVector::<T, I>::from_fn(|_, _| rng.normal()));
    let weights = &all.weights;
    let mut z = bias.clone();
    T::single_affine(s, weights, &bias, &input, &mut z);
    assert!(all.before.iter().all(|before| *before == T::ZERO));
    let shape = Shape {
        inputs: I,
        outputs: O,
        samples: 1,
    };
    for (o, z) in z.iter().enumerate() {
        let terms = (0..I).map(|i| (weights[(o, i)], input[i]));
        near(shape, o, *z, sum(bias[o], terms));
    }

    let delta = Box::new(SVector::<T, O>::from_fn(|_, _| rng.normal()));
    let (mut apart, mut together) = (all.clone(), all.clone());
    let (mut db, mut db_together) = (bias.clone(), bias.clone());
    let (mut back, mut again) = (input.clone(), input.clone());
    T::single_transposed(s, &apart.weights, &delta, &mut back);
    T::single_outer(s, &delta, &input, &mut apart.weights, &mut db);
    let layer = (&mut together.weights, &mut *db_together);
    T::single_both(s, layer, &delta, &input, &mut again);
    assert_eq!(back, again);
    for after in [&apart, &together] {
        assert!(after.before == all.before);
    }
    let dw = &apart.weights;
    assert!(*dw == together.weights && db == db_together);
    for (i, got) in back.iter().enumerate() {
        let terms = (0..O).map(|o| (weights[(o, i)], delta[o]));
        near(shape, i, *got, sum(T::ZERO, terms));
    }
    for o in 0..O {
        near(
            shape,
            o,
            db[o],
            sum(bias[o], [(delta[o], T::ONE)].into_iter()),
        );
        for i in 0..I {
            let term = [(delta[o], input[i])].into_iter();
            near(shape, o, dw[(o, i)], sum(weights[(o, i)], term));
        }
    }
}

/// The way back, for sizes that are known at run time only.
pub fn back<T: Scalar>(level: Level, shape: Shape, rng: &mut Rng) {
    let shape = Shape {
        samples: 1,
        ..shape
    };
    let Shape {
        inputs, outputs, ..
    } = shape;
    let mut random = |count| Guarded::<T>::random(rng, count);
    let (w, b) = (random(inputs * outputs), random(outputs));
    let (x, d) = (random(inputs), random(outputs));
    let (mut dw, mut db, mut dx) = (w.clone(), b.clone(), random(inputs));
    // SAFETY: as long as `shape` says; the caller has asked the processor
    unsafe {
        let gradient = (dw.get_mut(), db.get_mut());
        T::outer_at(level, shape, d.get(), x.get(), gradient);
        T::transposed_at(level, shape, w.get(), d.get(), dx.get_mut());
    }
    let (mut w_after, mut b_after, mut again) = (w.clone(), b.clone(), random(inputs));
    // SAFETY: as above
    unsafe {
        let layer = (w_after.get_mut(), b_after.get_mut());
        T::both_at(level, layer, d.get(), x.get(), again.get_mut());
    }
    let (w, b, x, d) = (w.get(), b.get(), x.get(), d.get());
    for (dw, db, dx) in [(&dw, &db, &dx), (&w_after, &b_after, &again)] {
        dw.check(shape, |at| {
            let term = (d[at % outputs], x[at / outputs]);
            sum(w[at], [term].into_iter())
        });
        db.check(shape, |o| sum(b[o], [(d[o], T::ONE)].into_iter()));
        dx.check(shape, |i| {
            let terms = (0..outputs).map(|o| (w[o + i * outputs], d[o]));
            sum(T::ZERO, terms)
        });
    }
}

/// Sizes beside a few of the other side.
struct Sizes<T>(PhantomData<T>);

macro_rules! sizes {
    ($t:ident: $($size:literal)*) => {
        impl Task for Sizes<$t> {
            type Output = ();
            fn run<S: Vectors>(self, s: S) {
                let mut rng = Rng::new(1);
                $(affine::<$t, S, 11, $size>(s, &mut rng);)*
                affine::<$t, S, 67, 1>(s, &mut rng);
                affine::<$t, S, 130, 1>(s, &mut rng);
                affine::<$t, S, 1, 9>(s, &mut rng);
                affine::<$t, S, 67, 3>(s, &mut rng);
                affine::<$t, S, 64, 10>(s, &mut rng);
                affine::<$t, S, 40, 130>(s, &mut rng);
                placed::<$t, S, 0, 70, 64>(s, &mut rng);
                placed::<$t, S, 1, 70, 64>(s, &mut rng);
                placed::<$t, S, 7, 70, 64>(s, &mut rng);
                placed::<$t, S, 3, 21, 128>(s, &mut rng);
                placed::<$t, S, 2, 30, 256>(s, &mut rng);
            }
        }
    };
}
sizes! { f32: 1 2 3 4 5 7 8 9 12 15 16 17 24 31 32 33 48 63 64 67 }
sizes! { f64: 1 2 3 4 5 6 7 8 9 12 15 16 17 31 33 67 }

fn level<T: Scalar>(level: Level)
where
    Sizes<T>: Task,
{
    if level.is_available() {
        // SAFETY: asked just now
        unsafe { run_at(level, Sizes::<T>(PhantomData)) };
    }
}

#[test]
fn every_level() {
    for each in Level::ALL {
        level::<f32>(each);
        level::<f64>(each);
    }
}

/// Inputs of which most are 0, at the start, in between and at the end.
fn of_zeros<T: Scalar>(level: Level, rng: &mut Rng) {
    for outputs in (1..=67).chain([128, 130, 256, 300]) {
        for inputs in [128, 131, 256, 300, 515] {
            let shape = Shape {
                inputs,
                outputs,
                samples: 1,
            };
            let mut random = |count| Guarded::<T>::random(rng, count);
            let (w, b, mut x) = (random(inputs * outputs), random(outputs), random(inputs));
            let (d, mut z) = (random(outputs), random(outputs));
            for (i, x) in x.get_mut().iter_mut().enumerate() {
                if i < 20 || i % 16 > 3 || i > inputs - 2 {
                    *x = T::ZERO;
                }
            }
            let (mut dw, mut db) = (w.clone(), b.clone());
            // SAFETY: as long as `shape` says; the caller has asked the processor
            unsafe {
                T::single_at(level, shape, (w.get(), b.get()), x.get(), z.get_mut());
                T::outer_at(level, shape, d.get(), x.get(), (dw.get_mut(), db.get_mut()));
            }
            let (w, b, x, d) = (w.get(), b.get(), x.get(), d.get());
            z.check(shape, |o| {
                sum(b[o], (0..inputs).map(|i| (w[o + i * outputs], x[i])))
            });
            dw.check(shape, |at| {
                let term = (d[at % outputs], x[at / outputs]);
                sum(w[at], [term].into_iter())
            });
        }
    }
}

#[test]
fn inputs_that_are_zero() {
    let mut rng = Rng::new(5);
    for level in Level::ALL.into_iter().filter(|level| level.is_available()) {
        of_zeros::<f32>(level, &mut rng);
        of_zeros::<f64>(level, &mut rng);
    }
}

/// Where a layer lies makes no difference to any bit.
#[test]
fn every_place_gives_the_same_bits() {
    let mut rng = Rng::new(9);
    for level in Level::ALL.into_iter().filter(|level| level.is_available()) {
        // as many vectors as are turned in registers or in memory, and every rest of columns
        let sizes = [
            (1, 64),
            (33, 64),
            (40, 128),
            (9, 256),
            (70, 32),
            (69, 32),
            (20, 512),
            (33, 80),
            (5, 192),
            (6, 384),
            (7, 16),
            (4, 16),
            (13, 8),
            (266, 16),
        ];
        for (inputs, outputs) in sizes {
            in_every_place::<f32>(level, inputs, outputs, &mut rng);
            in_every_place::<f64>(level, inputs, outputs, &mut rng);
        }
    }
}

fn in_every_place<T: Scalar>(level: Level, inputs: usize, outputs: usize, rng: &mut Rng) {
    let mut random = |count: usize| -> Vec<T> { (0..count).map(|_| rng.normal()).collect() };
    let (w, b, x, d) = (
        random(inputs * outputs),
        random(outputs),
        random(inputs),
        random(outputs),
    );
    let shape = Shape {
        inputs,
        outputs,
        samples: 1,
    };
    let mut results = Vec::new();
    for place in 0..64 / size_of::<T>() {
        let mut all = std::vec![T::ZERO; place];
        all.extend(&w);
        let (mut z, mut back, mut b) = (b.clone(), x.clone(), b.clone());
        let w = &mut all[place..];
        // SAFETY: as long as `shape` says; the processor was asked for the level
        unsafe {
            T::single_at(level, shape, (w, &b), &x, &mut z);
            T::both_at(level, (w, &mut b), &d, &x, &mut back);
        }
        let bits =
            |values: &[T]| -> Vec<u64> { values.iter().map(|v| v.to_f64().to_bits()).collect() };
        results.push([bits(&z), bits(&back), bits(w), bits(&b)]);
    }
    assert!(
        results.iter().all(|result| *result == results[0]),
        "{level:?} {inputs} {outputs}"
    );
}
