//! Which numbers are looked at.

use crate::double_double::Double;
use crate::levels;
use crate::measure::{Found, Measure};
use crate::reference;
use std::thread;
use typed_nn::Rng;

const BLOCK: u64 = 4096;

/// Every `step`th number of `f32` from −∞ to ∞, in order; 1 means all. Two threads.
pub fn single(function: &str, step: u64) -> Vec<Found<f32>> {
    let (truth, course) = reference::of::<f64>(function);
    // 0 is −∞, the last is ∞
    let last = 2 * u64::from(f32::INFINITY.to_bits()) + 1;
    let number = |place: u64| {
        let half = u64::from(f32::INFINITY.to_bits());
        let bits = if place <= half {
            (half - place) as u32 | 1 << 31
        } else {
            (place - half - 1) as u32
        };
        f32::from_bits(bits)
    };
    let part = |from: u64, to: u64| {
        let mut measure = Measure::new(levels::single(function), course);
        let mut begin = from;
        while begin < to {
            let end = (begin + BLOCK * step).min(to); // which the next block begins with
            let xs: Vec<f32> = (begin..=end).step_by(step as usize).map(number).collect();
            let truth: Vec<f64> = xs.iter().map(|&x| truth(x.into())).collect();
            measure.block(&xs, &truth);
            begin = end;
        }
        let nan = [f32::NAN, f32::from_bits(0xff80_0001)];
        measure.block(&nan, &nan.map(|x| truth(x.into())));
        measure.found
    };
    thread::scope(|scope| {
        let below = scope.spawn(|| part(0, last / 2));
        let above = part(last / 2, last);
        let below = below.join().expect("a thread that measures");
        below
            .into_iter()
            .zip(above)
            .map(|(a, b)| a.worst(b))
            .collect()
    })
}

/// The numbers of `f32` nearest to each centre and to its negative, `count` on each side.
#[allow(dead_code)] // for the tests
pub fn around(function: &str, centres: &[f64], count: u32) -> Vec<Found<f32>> {
    let (truth, course) = reference::of::<f64>(function);
    let mut measure = Measure::new(levels::single(function), course);
    for centre in centres.iter().flat_map(|&c| [c as f32, -c as f32]) {
        let lowest = (0..count).fold(centre, |x, _| x.next_down());
        let xs: Vec<f32> = std::iter::successors(Some(lowest), |x| Some(x.next_up()))
            .take(2 * count as usize + 1)
            .collect();
        let truth: Vec<f64> = xs.iter().map(|&x| truth(x.into())).collect();
        measure.block(&xs, &truth);
    }
    measure.found
}

/// `count` random numbers of `f64`, half of them of any size, half from −40 to 40, and behind each
/// the next number above.
pub fn double(function: &str, count: u64) -> Vec<Found<f64>> {
    let (truth, course) = reference::of::<Double>(function);
    let part = |seed: u64| {
        let mut rng = Rng::new(seed);
        let mut measure = Measure::new(levels::double(function), course);
        let mut seen = 0;
        while seen < count / 2 {
            let mut xs: Vec<f64> = Vec::new();
            for _ in 0..BLOCK / 4 {
                let bits = u64::from(rng.next_u32()) << 32 | u64::from(rng.next_u32());
                xs.push((bits as f64 / 2.0_f64.powi(64) - 0.5) * 80.0);
                // exponents from −1074 to 1023 are rare where the function does anything
                let exponent = 1023 + 10 - (bits % 70);
                xs.push(f64::from_bits(
                    bits & (1 << 63 | ((1 << 52) - 1)) | exponent << 52,
                ));
            }
            xs.extend(xs.clone().iter().map(|x| x.next_up()));
            xs.sort_by(f64::total_cmp);
            let pairs = xs.into_iter().map(|x| (x, truth(x.into())));
            let (xs, truth): (Vec<f64>, Vec<Double>) = pairs
                .filter(|(x, truth)| truth.high.abs() > 1e-290 || *x == 0.0)
                .unzip();
            measure.block(&xs, &truth);
            seen += xs.len() as u64;
        }
        measure.found
    };
    thread::scope(|scope| {
        let one = scope.spawn(|| part(1));
        let other = part(2);
        let one = one.join().expect("a thread that measures");
        one.into_iter()
            .zip(other)
            .map(|(a, b)| a.worst(b))
            .collect()
    })
}
