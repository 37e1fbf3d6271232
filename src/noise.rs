//! The random numbers of a training pass.

use crate::rng::Rng;

/// What [`dropout`](crate::stage::dropout) draws from: a seed, or nothing, as in evaluation.
///
/// The numbers of a sample are a function of the seed, of the sample's place in its batch and of the
/// stage, and of nothing else: neither of how a batch is cut into pieces, nor of what was computed
/// before. A [`Trainer`](crate::train::Trainer) takes another seed for each step, computed from
/// that of its settings and the number of the step.
///
/// ```
/// use typed_nn::{Noise, network};
/// network! { struct Net< 4 => relu 32 => dropout(0.5) => linear 1 > }
///
/// let net = Net::new(1);
/// let slope = |noise| {
///     let mut gradient = Net::ZERO;
///     net.gradient_with(noise, [1.0; 4], [0.0], &mut gradient);
///     gradient.layer3.weights[(0, 0)]
/// };
/// assert_eq!(slope(Noise::new(7)), slope(Noise::new(7)));
/// assert!((8..16).any(|seed| slope(Noise::new(seed)) != slope(Noise::new(7))));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Noise {
    seed: Option<u64>,
    /// The place of the first sample of a pass in its batch.
    first: u64,
    /// How many stages have drawn.
    stages: u64,
}

impl Noise {
    /// No noise: every stage does what it does in evaluation.
    pub const NONE: Self = Self {
        seed: None,
        first: 0,
        stages: 0,
    };

    /// The noise of one batch.
    #[inline]
    pub const fn new(seed: u64) -> Self {
        Self {
            seed: Some(seed),
            ..Self::NONE
        }
    }

    /// That of step `step` of a run with this seed.
    #[inline]
    pub(crate) const fn of_step(seed: u64, step: u64) -> Self {
        Self::new(Rng::mixed(seed, step))
    }

    /// The same for samples that begin so many places further on in the batch.
    #[inline]
    pub(crate) const fn from(self, further: usize) -> Self {
        Self {
            first: self.first + further as u64,
            ..self
        }
    }

    /// For the next stage that draws: where the generators of its samples begin.
    #[inline]
    pub(crate) fn next_stage(&mut self) -> Option<StageNoise> {
        let seed = Rng::mixed(self.seed?, self.stages);
        self.stages += 1;
        Some(StageNoise {
            seed,
            first: self.first,
        })
    }
}

/// The noise of one stage.
#[derive(Clone, Copy, Debug)]
pub struct StageNoise {
    seed: u64,
    first: u64,
}

impl StageNoise {
    /// The generator of sample `index` of the pass.
    #[inline]
    pub(crate) fn of_sample(self, index: usize) -> Rng {
        Rng::new(Rng::mixed(self.seed, self.first + index as u64))
    }
}
