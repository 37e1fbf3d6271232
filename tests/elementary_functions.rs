//! The elementary functions at every level that this processor has, against `libm` in `f64` for
//! `f32` and against numbers of twice the digits for `f64`. Here a sample of the numbers; all 2³²
//! are for `cargo bench --bench ulp -- f32`.

#[path = "../benches/ulp/double_double.rs"]
mod double_double;
#[path = "../benches/ulp/levels.rs"]
mod levels;
#[path = "../benches/ulp/measure.rs"]
mod measure;
#[path = "../benches/ulp/numbers.rs"]
mod numbers;
#[path = "../benches/ulp/reference.rs"]
mod reference;

mod common;

use common::allowed;
use levels::NAMES;
use measure::{Found, Number};
use std::f64::consts::LN_2;

#[track_caller]
fn check<T: Number>(function: &str, found: &[Found<T>]) {
    let limit = allowed::<T>(function);
    for Found {
        level,
        error,
        at,
        turns,
        turn,
    } in found
    {
        assert!(
            *error <= limit,
            "{function} ({level}) is wrong by {error} ULP at {at:e}"
        );
        assert!(*turns == 0, "{function} ({level}) turns at {turn:e}");
    }
}

#[test]
fn sample_of_single() {
    for name in NAMES {
        check(name, &numbers::single(name, 20_011));
    }
}

#[test]
fn sample_of_double() {
    for name in NAMES {
        check(name, &numbers::double(name, 2000));
    }
}

/// Where something changes: the branchless functions choose, or a result leaves the numbers.
#[test]
fn neighbourhoods() {
    let mut centres = vec![
        0.0, 0.5, 0.55, 0.75, 1.0, 9.01, 14.8, 18.0, 20.0, 40.0, 87.33, 88.37, 88.73,
    ];
    centres.extend([103.28, 103.98, 120.0, 130.0, 1.2e-38, 1.2e-7, 1.7e7, 3.4e38]);
    // where n of 2ⁿ eʳ becomes another, in eˣ and in e²ˣ
    centres.extend((0..300).map(|n| (f64::from(n) + 0.5) * LN_2 / 2.0));
    // where the logarithm does the same
    centres.extend((-20..20).map(|k| 0.75 * 2.0_f64.powi(k)));
    centres.extend((-20..20).map(|k| 0.75 * 2.0_f64.powi(k) - 1.0));
    // where tanh has a table of pieces: where one ends
    centres.extend((-4..4).flat_map(|k| [1.0, 1.25, 1.5, 1.75].map(|m| m * 2.0_f64.powi(k))));
    // where mish, as x w / (w + 2), erred by more than 3 ULP
    centres.extend([6.036_224, 13.802_98]);
    for name in NAMES {
        check(name, &numbers::around(name, &centres, 40));
    }
}

/// At the ends of the numbers, as C23 (F.10) has it, and by their limits.
#[test]
fn ends() {
    const INF: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;
    // at −∞, −0, 0, ∞
    let expected = [
        ("exp", [0.0, 1.0, 1.0, INF]),
        ("exp_m1", [-1.0, -0.0, 0.0, INF]),
        ("ln", [NAN, -INF, -INF, INF]),
        ("ln_1p", [NAN, -0.0, 0.0, INF]),
        ("tanh", [-1.0, -0.0, 0.0, 1.0]),
        ("sigmoid", [0.0, 0.5, 0.5, 1.0]),
        ("softplus", [0.0, LN_2, LN_2, INF]),
        ("silu", [-0.0, -0.0, 0.0, INF]),
        ("mish", [-0.0, -0.0, 0.0, INF]),
        ("erfc", [2.0, 1.0, 1.0, 0.0]),
        ("gelu", [0.0, -0.0, 0.0, INF]),
        ("gelu_tanh", [-0.0, -0.0, 0.0, INF]),
    ];
    assert_eq!(expected.len(), NAMES.len());
    for (name, [below, minus_0, plus_0, above]) in expected {
        let cases = [
            (-INF, below),
            (-0.0, minus_0),
            (0.0, plus_0),
            (INF, above),
            (NAN, NAN),
        ];
        for (x, y) in cases {
            for level in levels::double(name) {
                let mut got = [x];
                (level.run)(&mut got);
                let same = got[0].to_bits() == y.to_bits() || got[0].is_nan() && y.is_nan();
                assert!(
                    same,
                    "{name} ({}) of {x} is {}, not {y}",
                    level.name, got[0]
                );
            }
            for level in levels::single(name) {
                let (mut got, y) = ([x as f32], y as f32);
                (level.run)(&mut got);
                let same = got[0].to_bits() == y.to_bits() || got[0].is_nan() && y.is_nan();
                assert!(
                    same,
                    "{name} ({}) of {x} is {}, not {y}",
                    level.name, got[0]
                );
            }
        }
    }
}

/// Without fused multiply-add every level has the same bits, `f32` and `f64`; with the feature `reproducible` all have.
#[test]
fn plain_levels_have_the_same_bits() {
    let xs: Vec<f64> = (-4000..4000).map(|i| f64::from(i) * 0.0137).collect();
    for name in NAMES {
        let values = |level: &levels::Level<f64>| {
            let mut y = xs.clone();
            (level.run)(&mut y);
            y.iter().map(|y| y.to_bits()).collect::<Vec<_>>()
        };
        let levels = levels::double(name);
        let plain = levels.iter().filter(|level| {
            cfg!(feature = "reproducible") || matches!(level.name, "portable" | "sse2")
        });
        let mut bits = plain.map(values);
        let first = bits.next();
        assert!(bits.all(|other| Some(other) == first), "{name}");
    }
}
