//! What is done to each number by itself, or to one sample's outputs: at every level what plain Rust gives, for every number of
//! values from 1 to 67 in every place of a cache line.
#![allow(unsafe_code)]

use super::tolerances::{allowed, epsilon};
use super::{Guarded, in_debug};
use crate::activation::{Activation, elu, gelu, relu, silu, softmax, softplus, tanh};
use crate::kernel::products::Shape;
use crate::kernel::simd::{Portable, Simd};
use crate::kernel::task::run_at;
use crate::kernel::{CHUNK, Level, Rule, Task, Update, Vectors};
use crate::rng::Rng;
use crate::scalar::Scalar;
use core::marker::PhantomData;
use std::vec::Vec;

/// Panics unless numbers are near those of plain Rust, and nothing else was written.
#[track_caller]
fn near<T: Scalar>(what: &str, got: &Guarded<T>, expected: &[T]) {
    let tolerance = allowed::<T>("level") * epsilon::<T>();
    got.check_guards(Shape {
        inputs: 0,
        outputs: expected.len(),
        samples: 0,
    });
    for (got, expected) in got.get().iter().zip(expected) {
        let (got, expected) = (got.to_f64(), expected.to_f64());
        let error = (got - expected).abs() / expected.abs().max(1.0);
        assert!(error <= tolerance, "{what}: {got}, not {expected}");
    }
}

/// `A`, forward and back, of as many samples as fit, of so many values each.
fn activation<A: Activation, T: Scalar, S: Vectors>(s: S, rng: &mut Rng) {
    let what = core::any::type_name::<A>();
    for width in (1..=67).step_by(in_debug(3, 1)) {
        for samples in [1, 3] {
            let count = width * samples;
            let mut values = Guarded::<T>::random(rng, count);
            values.get_mut().iter_mut().for_each(|z| *z *= T::of(3.0));
            let (z, mut expected) = (values.clone(), values.get().to_vec());
            A::forward_all(s, width, values.get_mut());
            A::forward_all(Portable, width, &mut expected);
            near(what, &values, &expected);

            let mut delta = Guarded::<T>::random(rng, count);
            let mut expected = delta.get().to_vec();
            let y = values.get();
            A::chain_all(s, width, z.get(), y, delta.get_mut());
            A::chain_all(Portable, width, z.get(), y, &mut expected);
            near(what, &delta, &expected);
        }
        let mut rows = Guarded::<T>::random(rng, width * CHUNK);
        let mut expected = rows.get().to_vec();
        let is_done = A::forward_rows(s, rows.get_mut().as_chunks_mut().0);
        let expects = A::forward_rows(Portable, expected.as_chunks_mut().0);
        assert_eq!(is_done, expects);
        near(what, &rows, &expected);
    }
}

/// A rule that needs all that it is given.
struct Sums;

impl<T: Scalar> Rule<T> for Sums {
    #[inline(always)]
    fn step<S: Simd<T>>(&self, s: S, w: S::V, g: S::V, [m, v]: [S::V; 2]) -> (S::V, [S::V; 2]) {
        let m = s.add(s.mul(m, s.splat(T::of(0.5))), g);
        let v = s.add(v, s.mul(g, g));
        (s.sub(w, s.add(m, v)), [m, v])
    }
}

/// A step of an optimiser; its moments go on behind those of the last parameter.
fn update<T: Scalar, S: Vectors>(s: S, rng: &mut Rng) {
    for count in 1..=67 {
        for _ in 0..in_debug(4, 16) {
            let mut random = |count| Guarded::<T>::random(rng, count);
            let (mut w, g) = (random(count), random(count));
            let (mut m, mut v) = (random(count + 1), random(count));
            let kept: [Vec<T>; 3] = [&w, &m, &v].map(|of| of.get().to_vec());
            let [mut w_plain, mut m_plain, mut v_plain] = kept;
            Update {
                rule: Sums,
                parameters: w.get_mut(),
                gradient: g.get(),
                moments: [m.get_mut(), v.get_mut()],
            }
            .run_with(s);
            Update {
                rule: Sums,
                parameters: &mut w_plain,
                gradient: g.get(),
                moments: [&mut m_plain, &mut v_plain],
            }
            .run_with(Portable);
            for (got, expected) in [(&w, &w_plain), (&m, &m_plain), (&v, &v_plain)] {
                near("update", got, expected);
            }
        }
    }
}

impl<T: Scalar> Update<'_, T, Sums> {
    #[inline(always)]
    fn run_with<S: Vectors>(self, s: S) {
        T::with(s, self);
    }
}

/// A few activations, of each kind one; `tests/levels.rs` has all.
struct All<T>(PhantomData<T>);

macro_rules! all {
    ($($activation:ty)*) => {
        impl<T: Scalar> Task for All<T> {
            type Output = ();
            #[inline(always)]
            fn run<S: Vectors>(self, s: S) {
                let mut rng = Rng::new(6);
                $(activation::<$activation, T, S>(s, &mut rng);)*
                update::<T, S>(s, &mut rng);
            }
        }
    };
}
all! { relu elu gelu silu softplus tanh softmax }

#[test]
fn every_level_as_plain_rust() {
    for level in Level::ALL.into_iter().filter(|level| level.is_available()) {
        // SAFETY: asked just now
        unsafe {
            run_at(level, All::<f32>(PhantomData));
            run_at(level, All::<f64>(PhantomData));
        }
    }
}
