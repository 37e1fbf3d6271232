//! How time is taken.

use crate::Pass;
use std::time::{Duration, Instant};

/// Nanoseconds of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timing {
    pub median: f64,
    pub least: f64,
}

/// How long one burst of calls is.
const BURST: Duration = Duration::from_millis(1);
const BURSTS: usize = 15;

/// Bursts of about a millisecond each, of which the median counts: what interrupts one does not reach the others.
pub fn time(pass: &mut dyn Pass) -> Timing {
    time_at_most(pass, Duration::MAX)
}

/// The same, with no more bursts than about fit into a time, but at least one.
pub fn time_at_most(pass: &mut dyn Pass, time: Duration) -> Timing {
    // the first calls wake the caches and the wide registers, and say how many fit into a burst
    let mut calls = 1_u64;
    let took = loop {
        let took = burst(pass, calls);
        if took >= BURST {
            break took;
        }
        let fit = calls as f64 * BURST.as_secs_f64() / took.as_secs_f64().max(1e-9);
        calls = (fit.ceil() as u64).clamp(calls + 1, 100 * calls);
    };
    let bursts = (time.as_secs_f64() / took.as_secs_f64()).clamp(1.0, BURSTS as f64) as usize;
    let per_call = (0..bursts).map(|_| burst(pass, calls).as_secs_f64() * 1e9 / calls as f64);
    let times: Vec<f64> = per_call.collect();
    Timing {
        median: median(&times),
        least: times.iter().copied().fold(f64::INFINITY, f64::min),
    }
}

fn burst(pass: &mut dyn Pass, calls: u64) -> Duration {
    let start = Instant::now();
    pass.repeat(calls);
    start.elapsed()
}

/// The middle one, or the mean of the two in the middle; NaN of none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match (sorted.get(middle.wrapping_sub(1)), sorted.get(middle)) {
        (Some(below), Some(above)) if sorted.len().is_multiple_of(2) => (below + above) / 2.0,
        (_, Some(value)) => *value,
        _ => f64::NAN,
    }
}
