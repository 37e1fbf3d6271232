//! Every operation of every level that this processor has, lane by lane against Rust's own numbers.

mod approximations;
mod integers;
mod operations;
mod reference;

use super::{Portable, Simd};
use crate::rng::Rng;
use approximations::approximations;
use integers::integers;
use operations::operations;
use reference::{Reference, lanes, same};
use std::vec::Vec;

/// A part of a vector touches its own numbers only.
fn parts<T: Reference, S: Simd<T>>(s: S) {
    let values: Vec<T> = (1..=2 * S::LANES).map(|i| T::from_int(i as i64)).collect();
    for count in 0..=S::LANES {
        let a = s.read(&values[..count]);
        let expected = |i| if i < count { values[i] } else { T::ZERO };
        same("read", &lanes(s, a), expected);
        // SAFETY: there are so many
        #[allow(unsafe_code)]
        let a = unsafe { s.load_first(values.as_ptr(), count) };
        same("load_first", &lanes(s, a), expected);
        // on the heap, where AddressSanitizer and valgrind know the end
        let mut places = std::vec![T::NAN; count].into_boxed_slice();
        s.write(s.read(&values), &mut places);
        same("store_first", &places, |i| values[i]);
        let mut more = values.clone();
        s.write(s.splat(T::NAN), &mut more[1..=count]);
        same("store_first", &more, |i| {
            if (1..=count).contains(&i) {
                T::NAN
            } else {
                values[i]
            }
        });
    }
}

/// The end of one vector before the beginning of another.
fn turned<T: Reference, S: Simd<T>>(s: S) {
    let values: Vec<T> = (1..=2 * S::LANES).map(|i| T::from_int(i as i64)).collect();
    let (a, b) = (s.read(&values), s.read(&values[S::LANES..]));
    for count in 0..S::LANES {
        same("turned", &lanes(s, s.turned(a, b, count)), |i| {
            values[count + i]
        });
    }
}

/// Numbers of a table, whatever stands in the bits above their places.
fn looked_up<T: Reference, S: Simd<T>>(s: S) {
    let table: [T; 32] = core::array::from_fn(|i| T::from_int(3 * i as i64 + 1));
    for first in 0..32 {
        let places: Vec<usize> = (0..S::LANES).map(|i| (first + 5 * i) % 32).collect();
        let above = 0x2A_60;
        let bits: Vec<T> = places
            .iter()
            .map(|&place| T::of_pattern((above | place) as u64))
            .collect();
        let found = s.look_up(&table, s.bits(s.read(&bits)));
        same("look_up", &lanes(s, found), |i| table[places[i]]);
    }
}

/// Columns become rows, wherever the next column begins.
#[allow(unsafe_code)]
fn blocks<T: Reference, S: Simd<T>>(s: S) {
    for (from_column, to_column) in [(S::BLOCK, S::BLOCK), (S::BLOCK + 3, S::BLOCK + 1)] {
        let from: Vec<T> = (0..S::BLOCK * from_column)
            .map(|i| T::from_int(i as i64))
            .collect();
        let mut to = std::vec![T::NAN; S::BLOCK * to_column];
        // SAFETY: both have `BLOCK` columns of at least `BLOCK` numbers
        unsafe { s.transpose(from.as_ptr(), from_column, to.as_mut_ptr(), to_column) };
        same("transpose", &to, |at| {
            let (i, j) = (at / to_column, at % to_column);
            if j < S::BLOCK {
                from[i + j * from_column]
            } else {
                T::NAN
            }
        });
    }
}

/// Some numbers of each sample become rows, and rows samples, which nothing is read or written behind.
#[allow(unsafe_code)]
fn rows<T: Reference, S: Simd<T>>(s: S) {
    let row = S::LANES + 1;
    let of_wide = (5..=9).flat_map(|step| (1..=4).map(move |numbers| (step, numbers)));
    for (step, numbers) in (1..=4).map(|width| (width, width)).chain(of_wide) {
        // on the heap, where AddressSanitizer and valgrind know the end
        let len = (S::LANES - 1) * step + numbers;
        let samples: Vec<T> = (0..len).map(|i| T::from_int(i as i64)).collect();
        let samples = samples.into_boxed_slice();
        let of_row = |at: usize, samples: &[T]| match (at / row, at % row) {
            (_, lane) if lane == S::LANES => T::NAN,
            (i, lane) => samples[i + lane * step],
        };
        let mut rows = std::vec![T::NAN; numbers * row].into_boxed_slice();
        // SAFETY: there are so many samples, and so many rows with room for all of them
        unsafe { s.to_rows(samples.as_ptr(), step, rows.as_mut_ptr(), row, numbers) };
        same("to_rows", &rows, |at| of_row(at, &samples));

        let mut back = std::vec![T::NAN; len].into_boxed_slice();
        // SAFETY: the same
        unsafe { s.of_rows(rows.as_ptr(), row, back.as_mut_ptr(), step, numbers) };
        same("of_rows", &back, |at| {
            if at % step < numbers {
                samples[at]
            } else {
                T::NAN
            }
        });
    }
}

fn level<T: Reference, S: Simd<T>>(s: S) {
    let mut rng = Rng::new(5);
    let special = [
        0.0,
        -0.0,
        1.0,
        -1.5,
        f64::INFINITY,
        -f64::INFINITY,
        f64::NAN,
        1e-40,
        3e38,
    ];
    for step in 0..2000 {
        let mut random = || -> Vec<T> {
            let pick = |rng: &mut Rng| match rng.below(if step % 2 == 0 { 4 } else { 1 << 20 }) {
                0 => T::of(special[rng.below(special.len())]),
                1 => T::of_pattern(rng.below(1 << 30) as u64 * 4_294_967_297),
                _ => rng.normal::<T>(),
            };
            (0..S::LANES).map(|_| pick(&mut rng)).collect()
        };
        operations(s, &random(), &random(), &random());
    }
    approximations(s, &mut rng);
    integers(s, &mut rng);
    parts(s);
    turned(s);
    looked_up(s);
    blocks(s);
    rows(s);
}

#[test]
fn portable() {
    level::<f32, _>(Portable);
    level::<f64, _>(Portable);
}

#[cfg(target_arch = "x86_64")]
#[test]
fn sse2() {
    level::<f32, _>(super::x86::Sse2::NEW);
    level::<f64, _>(super::x86::Sse2::NEW);
}

#[cfg(target_arch = "x86_64")]
#[test]
#[allow(unsafe_code)]
fn avx2() {
    if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
        // SAFETY: asked just now
        let s = unsafe { super::x86::Avx2::new() };
        level::<f32, _>(s);
        level::<f64, _>(s);
        let half = Simd::<f32>::half(s);
        level::<f32, _>(half);
        level::<f64, _>(half);
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
#[allow(unsafe_code)]
fn avx512() {
    if std::is_x86_feature_detected!("avx512f")
        && std::is_x86_feature_detected!("avx512bw")
        && std::is_x86_feature_detected!("avx512dq")
        && std::is_x86_feature_detected!("avx512vl")
        && std::is_x86_feature_detected!("fma")
    {
        // SAFETY: asked just now
        let s = unsafe { super::x86::Avx512::new() };
        level::<f32, _>(s);
        level::<f64, _>(s);
        let half = Simd::<f32>::half(s);
        level::<f32, _>(half);
        level::<f64, _>(half);
        let quarter = Simd::<f32>::half(half);
        level::<f32, _>(quarter);
        level::<f64, _>(quarter);
    }
}

#[cfg(target_arch = "aarch64")]
#[test]
#[allow(unsafe_code)]
fn neon() {
    // SAFETY: every aarch64 processor that runs tests has it
    let s = unsafe { super::neon::Neon::new() };
    level::<f32, _>(s);
    level::<f64, _>(s);
}
