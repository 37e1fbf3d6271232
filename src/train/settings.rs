//! How to train, and what came of it.

use super::{Clip, Penalty};
use crate::scalar::Scalar;

/// How to go through the data, and what is done to the gradient before a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings<T = f32> {
    /// How many times all samples are gone through.
    pub epochs: usize,
    /// How many samples there are to a step; the last batch of an epoch may be shorter. A long batch
    /// needs no more memory than a short one: it stands for gradients added up over several.
    pub batch: usize,
    /// What the order of the samples is drawn from: same seed, same result, to the bit.
    pub seed: u64,
    /// Whether the samples are put into a new order before each epoch.
    pub shuffle: bool,
    /// What large weights cost.
    pub penalty: Penalty<T>,
    /// How a gradient that is too large is made smaller.
    pub clip: Option<Clip<T>>,
}

impl<T: Scalar> Default for Settings<T> {
    /// 10 epochs of batches of 32, shuffled, seed 0; no penalty, no clipping.
    fn default() -> Self {
        Self {
            epochs: 10,
            batch: 32,
            seed: 0,
            shuffle: true,
            penalty: Penalty::NONE,
            clip: None,
        }
    }
}

/// What an epoch came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report<T> {
    /// Which epoch, counted from 0.
    pub epoch: usize,
    /// The mean loss over its batches, each before its step, without the penalty.
    pub loss: T,
    /// The mean of what the loss names as its [`Metric`](crate::loss::Metric), measured alike:
    /// accuracy (0 to 1) or mean absolute error.
    pub metric: T,
}
