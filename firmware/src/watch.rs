//! A smart watch's network and its wearer's windows, written by `cargo run --release --example personalise --
//! --turned --export firmware/nets`.

use core::ops::Range;
use typed_nn::network;

/// Mean and standard deviation of six channels.
pub const FEATURES: usize = 12;

network! { pub struct Encoder< FEATURES => relu 24 => relu 12 > }
network! {
    /// What is common to all who wear the watch.
    pub struct Body< FEATURES => scaler: standardize => Encoder > weights = "../nets/watch_body.safetensors"
}
network! {
    /// Which of four motions.
    pub struct Top< 12 => softmax 4 > weights = "../nets/watch_top.safetensors"
}

/// Features, and the motion.
pub type Window = ([f32; FEATURES], u8);

/// The windows to learn from.
pub const LEARNED: Range<usize> = 0..96;
/// Those of other recordings.
pub const TEST: Range<usize> = 96..192;

static WINDOWS: &[u8; 192 * 4 * (FEATURES + 1)] = include_bytes!("../nets/watch.windows");

/// One of them.
pub fn window(index: usize) -> Window {
    let (numbers, _) = WINDOWS.as_chunks::<4>();
    let (rows, _) = numbers.as_chunks::<{ FEATURES + 1 }>();
    let Some([features @ .., motion]) = rows.get(index) else {
        return ([0.0; FEATURES], 0);
    };
    let features: [[u8; 4]; FEATURES] = *features;
    (
        features.map(f32::from_le_bytes),
        f32::from_le_bytes(*motion) as u8,
    )
}
