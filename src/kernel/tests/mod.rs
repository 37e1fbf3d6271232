//! Every product at every level that this processor has, against sums in twice the digits of `f64`:
//! every size from 1 to 67 of either side, every number of samples, at addresses that are no
//! vector's, between guards.
//!
//! `tests/sanitized.sh` runs all this under AddressSanitizer, which knows the ends of the buffers.

mod elementwise;
mod guarded;
mod side;
mod single;
mod slopes;
#[path = "../../../tests/common/tolerances.rs"]
mod tolerances;
mod whole_numbers;

use super::products::Shape;
use super::{CHUNK, Level};
use crate::rng::Rng;
use crate::scalar::Scalar;
use guarded::Guarded;
use std::sync::LazyLock;
use tolerances::{allowed, epsilon};

/// How far a sum may be off, for each term.
static UNITS_FOR_EACH_TERM: LazyLock<f64> = LazyLock::new(|| allowed::<f64>("products"));

/// The first of two numbers in a build for debugging, in which everything takes many times as long.
const fn in_debug(debug: usize, release: usize) -> usize {
    if cfg!(debug_assertions) {
        debug
    } else {
        release
    }
}

/// Panics if a number is further off than sums are allowed to be.
#[track_caller]
fn near<T: Scalar>(shape: Shape, at: usize, got: T, expected: Sum) {
    let Sum { value, size, terms } = expected;
    let allowed = *UNITS_FOR_EACH_TERM * terms * size * epsilon::<T>();
    let difference = (got.to_f64() - value).abs();
    assert!(
        difference <= allowed,
        "{shape:?}, {at}: {got} is not {value}"
    );
}

/// A sum of products in `f64`, and the sum of their sizes.
struct Sum {
    value: f64,
    size: f64,
    terms: f64,
}

impl Sum {
    /// What is left of it where a product is raised to a floor.
    fn raised_to<T: Scalar>(self, floor: T) -> Self {
        Self {
            value: self.value.max(floor.to_f64()),
            ..self
        }
    }
}

/// What a product is raised to: nothing, or one of its numbers.
fn floor_of<T: Scalar>(rng: &mut Rng) -> T {
    if rng.below(2) == 0 {
        T::NEG_INFINITY
    } else {
        rng.normal()
    }
}

/// With what each rounding loses carried along (Ogita, Rump, Oishi, SIAM J. Sci. Comput. 26, 2005).
fn sum<T: Scalar>(start: T, products: impl Iterator<Item = (T, T)>) -> Sum {
    let start = start.to_f64();
    let (mut value, mut lost) = (start, 0.0);
    let (mut size, mut terms) = (start.abs(), 1.0);
    for (a, b) in products {
        let (a, b) = (a.to_f64(), b.to_f64());
        let product = a * b;
        let total = value + product;
        let part = total - value;
        lost += a.mul_add(b, -product) + ((value - (total - part)) + (product - part));
        value = total;
        size += product.abs();
        terms += 1.0;
    }
    value += lost;
    Sum { value, size, terms }
}

#[allow(unsafe_code)]
fn products<T: Scalar>(level: Level, shape: Shape, rng: &mut Rng) {
    let Shape {
        inputs,
        outputs,
        samples,
    } = shape;
    let floor = floor_of(rng);
    let mut random = |count| Guarded::<T>::random(rng, count);
    let (w, b) = (random(inputs * outputs), random(outputs));
    let (x, d) = (random(inputs * samples), random(outputs * samples));
    let (mut dw, mut db) = (random(inputs * outputs), random(outputs));
    let (mut z, mut dx) = (random(outputs * samples), random(inputs * samples));
    let (dw_before, db_before) = (dw.get().to_vec(), db.get().to_vec());
    // SAFETY: as long as `shape` says; the caller has asked the processor
    unsafe {
        T::affine_at(
            level,
            shape,
            (w.get(), b.get()),
            x.get(),
            z.get_mut(),
            floor,
        );
        T::outer_at(level, shape, d.get(), x.get(), (dw.get_mut(), db.get_mut()));
        T::transposed_at(level, shape, w.get(), d.get(), dx.get_mut());
    }
    let mut single = random(outputs);
    // SAFETY: as above, of the first sample
    unsafe {
        let x = &x.get()[..inputs];
        T::single_at(
            level,
            Shape {
                samples: 1,
                ..shape
            },
            (w.get(), b.get()),
            x,
            single.get_mut(),
        );
    }
    let (w, b, x, d) = (w.get(), b.get(), x.get(), d.get());
    single.check(shape, |o| {
        sum(b[o], (0..inputs).map(|i| (w[o + i * outputs], x[i])))
    });
    z.check(shape, |at| {
        let (o, s) = (at % outputs, at / outputs);
        sum(
            b[o],
            (0..inputs).map(|i| (w[o + i * outputs], x[i + s * inputs])),
        )
        .raised_to(floor)
    });
    dw.check(shape, |at| {
        let (o, i) = (at % outputs, at / outputs);
        let terms = (0..samples).map(|s| (d[o + s * outputs], x[i + s * inputs]));
        sum(dw_before[at], terms)
    });
    db.check(shape, |o| {
        sum(
            db_before[o],
            (0..samples).map(|s| (d[o + s * outputs], T::ONE)),
        )
    });
    dx.check(shape, |at| {
        let (i, s) = (at % inputs, at / inputs);
        sum(
            T::ZERO,
            (0..outputs).map(|o| (w[o + i * outputs], d[o + s * outputs])),
        )
    });
}

/// Every size of either side beside some of the other's, every number of samples beside both.
fn shapes() -> impl Iterator<Item = Shape> {
    let sides = (1..=67_usize).flat_map(|size| {
        [1, 4, 18, 33].into_iter().flat_map(move |other| {
            let samples = 1 + (size * 7 + other * 5) % CHUNK;
            [(size, other), (other, size)].map(|(inputs, outputs)| Shape {
                inputs,
                outputs,
                samples,
            })
        })
    });
    let batches = (1..=CHUNK).flat_map(|samples| {
        [(1, 1), (3, 17), (16, 16), (33, 67), (130, 5), (2, 150)].map(|(inputs, outputs)| Shape {
            inputs,
            outputs,
            samples,
        })
    });
    // so large that W is copied together
    let large = [11, 12, 14, 19, 24, 31, 32]
        .into_iter()
        .flat_map(|samples| {
            [(130, 67), (129, 150), (300, 33), (257, 64)].map(|(inputs, outputs)| Shape {
                inputs,
                outputs,
                samples,
            })
        });
    sides.chain(batches).chain(large)
}

fn level<T: Scalar>(level: Level) {
    if level.is_available() {
        let mut rng = Rng::new(level as u64);
        shapes().for_each(|shape| {
            products::<T>(level, shape, &mut rng);
            side::products::<T>(level, shape, &mut rng);
            slopes::columns::<T>(level, shape, &mut rng);
            single::back::<T>(level, shape, &mut rng);
        });
    }
}

macro_rules! levels {
    ($($name:ident: $level:ident $t:ident;)*) => {$(
        #[test]
        fn $name() {
            level::<$t>(Level::$level);
        }
    )*};
}
levels! {
    portable_f32: Portable f32;
    portable_f64: Portable f64;
    sse2_f32: Sse2 f32;
    sse2_f64: Sse2 f64;
    avx2_f32: Avx2 f32;
    avx2_f64: Avx2 f64;
    avx512_f32: Avx512 f32;
    avx512_f64: Avx512 f64;
    neon_f32: Neon f32;
    neon_f64: Neon f64;
}
