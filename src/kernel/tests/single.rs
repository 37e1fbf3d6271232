//! The kernel of one sample, at every level, for every number of outputs from 1 to 67.
#![allow(unsafe_code)]

use super::super::products::Shape;
use super::super::task::run_at;
use super::super::{Level, Task, Vectors};
use super::{near, sum};
use crate::rng::Rng;
use crate::scalar::Scalar;
use core::marker::PhantomData;
use nalgebra::{SMatrix, SVector};

/// A layer and an input that begin `P` numbers behind the beginning of an allocation.
#[repr(C)]
struct Placed<T, const P: usize, const I: usize, const O: usize> {
    before: [T; P],
    weights: SMatrix<T, O, I>,
    bias: SVector<T, O>,
    input: SVector<T, I>,
}

fn affine<T: Scalar, S: Vectors, const I: usize, const O: usize>(s: S, rng: &mut Rng) {
    placed::<T, S, 0, I, O>(s, rng);
}

fn placed<T: Scalar, S: Vectors, const P: usize, const I: usize, const O: usize>(
    s: S,
    rng: &mut Rng,
) {
    let weights = SMatrix::<T, O, I>::from_fn(|_, _| rng.normal());
    let bias = SVector::<T, O>::from_fn(|_, _| rng.normal());
    let input = SVector::<T, I>::from_fn(|_, _| rng.normal());
    // on the heap, where a sanitizer sees the ends
    let all = std::boxed::Box::new(Placed {
        before: [T::ZERO; P],
        weights,
        bias,
        input,
    });
    let z = T::single_affine(s, &all.weights, &all.bias, &all.input);
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
                affine::<$t, S, 130, 130>(s, &mut rng);
                placed::<$t, S, 0, 150, 64>(s, &mut rng);
                placed::<$t, S, 1, 150, 64>(s, &mut rng);
                placed::<$t, S, 7, 150, 64>(s, &mut rng);
                placed::<$t, S, 3, 21, 128>(s, &mut rng);
                placed::<$t, S, 2, 70, 256>(s, &mut rng);
            }
        }
    };
}
sizes! { f32:
    1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34
    35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65
    66 67
}
sizes! { f64: 1 2 3 4 5 7 8 9 15 16 17 23 31 32 33 63 67 }

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
