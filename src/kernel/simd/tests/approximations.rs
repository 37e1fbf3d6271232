//! Quotients and roots that are right to within a unit in the last place.

use super::super::Simd;
use super::reference::{Reference, lanes};
use crate::rng::Rng;
use std::vec::Vec;

/// Numbers of many sizes, against Rust's own division and root.
pub fn approximations<T: Reference, S: Simd<T>>(s: S, rng: &mut Rng) {
    let epsilon = 0.5_f64.powi(T::MANTISSA);
    for exponent in -60..=60 {
        let mut random = || -> Vec<T> {
            let size = T::of(2.0_f64.powi(exponent));
            (0..S::LANES).map(|_| rng.normal::<T>() * size).collect()
        };
        for _ in 0..20 {
            let (a, b) = (random(), random());
            let (va, vb) = (s.read(&a), s.read(&b));
            let check = |what: &str, got: S::V, expected: &dyn Fn(T, T) -> T| {
                for (lane, got) in lanes(s, got).into_iter().enumerate() {
                    let expected = expected(a[lane], b[lane]);
                    let off = (got.to_f64() - expected.to_f64()).abs();
                    assert!(
                        off <= epsilon * expected.to_f64().abs(),
                        "{what} of {:?} and {:?}: {got:?}, not {expected:?}",
                        a[lane],
                        b[lane],
                    );
                }
            };
            check("quotient", s.quotient(va, vb), &|a, b| a / b);
            check("reciprocal", s.reciprocal(vb), &|_, b| T::ONE / b);
            check("root", s.root(s.abs(va)), &|a, _| a.abs().sqrt());
        }
    }
    let nan = s.splat(T::NAN);
    for got in [
        s.quotient(nan, s.splat(T::ONE)),
        s.quotient(s.splat(T::ONE), nan),
        s.root(nan),
    ] {
        assert!(lanes(s, got).into_iter().all(super::reference::is_nan));
    }
}
