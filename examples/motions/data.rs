//! Recordings of ten seconds, cut into windows.

use crate::common::table::Table;

/// Three axes of an accelerometer and three of a gyroscope.
const CHANNELS: usize = 6;
/// Ten measurements of each channel in a second, for ten seconds.
const MEASUREMENTS: usize = 100;
pub type Recording = [f32; CHANNELS * MEASUREMENTS];

/// Mean and standard deviation of each channel.
pub const FEATURES: usize = 2 * CHANNELS;
pub type Features = [f32; FEATURES];
pub type Windows = Table<Features, u8>;

/// A window has twenty measurements; the next begins ten later.
const WINDOW: usize = 20;
const STEP: usize = 10;

/// The windows of the first half of the recordings, and those of the second half.
pub fn windows(recordings: Table<Recording, u8>) -> (Windows, Windows) {
    let half = recordings.inputs.len() / 2;
    let mut parts = [(); 2].map(|()| Table {
        inputs: vec![],
        targets: vec![],
    });
    let pairs = recordings.inputs.iter().zip(recordings.targets);
    for (index, (recording, motion)) in pairs.enumerate() {
        let part = &mut parts[usize::from(index >= half)];
        let (moments, _) = recording.as_chunks::<CHANNELS>();
        for window in moments.windows(WINDOW).step_by(STEP) {
            part.inputs.push(features(window));
            part.targets.push(motion);
        }
    }
    let [first, second] = parts;
    (first, second)
}

/// What a microcontroller can keep up with: two numbers for each channel.
fn features(window: &[[f32; CHANNELS]]) -> Features {
    let count = window.len() as f32;
    let mut features = [0.0; FEATURES];
    let (means, deviations) = features.split_at_mut(CHANNELS);
    for (channel, (mean, deviation)) in means.iter_mut().zip(deviations).enumerate() {
        let values = || window.iter().map(|moment| moment[channel]);
        *mean = values().sum::<f32>() / count;
        let variance = values().map(|v| (v - *mean).powi(2)).sum::<f32>() / count;
        *deviation = variance.sqrt();
    }
    features
}
