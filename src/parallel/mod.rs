//! Training on several cores (feature `rayon`).

mod passes;

use crate::error::Error;
use crate::flat::{Parameters, Zeroed, transparent_mut};
use crate::init::Initializer;
use crate::kernel::CHUNK;
use crate::layer::{Descent, Shape};
use crate::math::Sum;
use crate::network::{Judged, Learn, Network, Score, Summary};
use crate::noise::Noise;
use crate::part::Part;
use crate::scalar::Scalar;
use alloc::boxed::Box;
use alloc::vec::Vec;
use rayon::prelude::*;

/// A network whose batches are shared out over rayon's threads.
///
/// A batch is cut into stretches of whole chunks (of 32 samples): four as soon as there are four
/// chunks, one for every eight chunks beyond that, 64 at most. Each has a gradient of its own, and
/// these are added up from the first to the last. The cut depends on the number of samples alone, so
/// the result has the same bits on any number of threads; it is that of one thread without this type
/// up to rounding.
///
/// For the gradients of the stretches every batch takes memory from the heap, as much as that many
/// gradients. It pays for networks and batches that are not small: some thousand parameters, some
/// hundred samples. Whatever stands around a network takes this one too: trainers, optimisers,
/// schedules, checkpoints, metrics.
///
/// ```
/// use core::ops::ControlFlow;
/// use typed_nn::optimizer::Sgd;
/// use typed_nn::train::{Settings, Trainer};
/// use typed_nn::{Parallel, network};
///
/// network! { struct Net< 8 => relu 64 => softmax 3 > }
///
/// let mut inputs = vec![[0.5; 8]; 300];
/// let mut classes = vec![2_u8; 300];
/// let mut net = Net::new(1);
/// let settings = Settings { epochs: 2, batch: 256, ..Settings::default() };
/// Trainer::new(Sgd::default(), settings).fit(
///     Parallel::of(&mut net),
///     &mut inputs,
///     &mut classes,
///     |_, _| ControlFlow::Continue(()),
/// )?;
/// # Ok::<(), typed_nn::Error>(())
/// ```
///
/// [`evaluate`](Self::evaluate) and [`forward_batch`](Self::forward_batch) are shared out too. What
/// shows outputs one by one (`evaluate_each`, so accuracy and its kin) runs on one thread.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parallel<N> {
    /// The network.
    pub net: N,
}

impl<N> Parallel<N> {
    /// The same network, in its place.
    pub fn of(net: &mut N) -> &mut Self {
        transparent_mut(net)
    }
}

/// How many stretches a batch of so many samples is cut into, and how many samples they have, but
/// for the last.
fn stretches(samples: usize) -> (usize, usize) {
    let chunks = samples.div_ceil(CHUNK);
    let count = (chunks / 8).clamp(chunks.min(4), 64).max(1);
    let len = chunks.div_ceil(count).max(1) * CHUNK;
    (samples.div_ceil(len), len)
}

#[diagnostic::do_not_recommend]
impl<X, Y, N> Learn<X, Y> for Parallel<N>
where
    N: Learn<X, Y> + Sync,
    N::Gradient: Send + Sync,
    X: Sync,
    Y: Sync,
{
    fn check(inputs: &[X], targets: &[Y]) -> Result<(), Error> {
        N::check(inputs, targets)
    }

    fn not_finite(inputs: &[X], targets: &[Y]) -> Option<usize> {
        N::not_finite(inputs, targets)
    }

    fn gradient_batch_with(
        &self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        gradient: &mut N::Gradient,
    ) -> Score<N::Scalar> {
        let samples = inputs.len().min(targets.len());
        let (count, len) = stretches(samples);
        if count <= 1 {
            return self
                .net
                .gradient_batch_with(noise, inputs, targets, gradient);
        }
        let pairs = inputs.par_chunks(len).zip(targets.par_chunks(len));
        let parts: Vec<_> = pairs
            .enumerate()
            .map(|(index, (inputs, targets))| {
                let mut part = N::Gradient::boxed_zero();
                let noise = noise.from(index * len);
                let score = self
                    .net
                    .gradient_batch_with(noise, inputs, targets, &mut part);
                let share = N::Scalar::of(inputs.len() as f64 / samples as f64);
                Stretch { part, score, share }
            })
            .collect();
        add_up::<N>(gradient, &parts);
        let total = |of: fn(&Score<N::Scalar>) -> N::Scalar| {
            let mut sum = Sum::ZERO;
            for stretch in &parts {
                sum.add(stretch.share * of(&stretch.score));
            }
            sum.total()
        };
        Score {
            loss: total(|score| score.loss),
            metric: total(|score| score.metric),
        }
    }

    fn learn_batch_with(
        &mut self,
        noise: Noise,
        inputs: &[X],
        targets: &[Y],
        descent: &mut impl Descent<N::Scalar>,
        goes_on: impl FnOnce(&mut Self, Score<N::Scalar>) -> bool,
    ) -> Option<Score<N::Scalar>> {
        // one chunk at most: nothing to share out
        (self.net).learn_batch_with(noise, inputs, targets, descent, |net, score| {
            goes_on(Self::of(net), score)
        })
    }

    fn evaluate_each(
        &self,
        inputs: &[X],
        targets: &[Y],
        each: impl FnMut(Judged<'_, Self::Scalar>),
    ) -> Result<Score<Self::Scalar>, Error> {
        self.net.evaluate_each(inputs, targets, each)
    }
}

/// What a stretch of a batch contributes.
struct Stretch<G: Parameters> {
    /// The gradient of the stretch's mean loss.
    part: Box<G>,
    score: Score<G::Scalar>,
    /// Which part of the batch's samples it has.
    share: G::Scalar,
}

/// Adds every stretch's share, from the first stretch to the last; some parameters at a time.
fn add_up<N: Network>(gradient: &mut N::Gradient, stretches: &[Stretch<N::Gradient>])
where
    N::Gradient: Send + Sync,
{
    const AT_ONCE: usize = 4096;
    let places = gradient.as_mut_slice().par_chunks_mut(AT_ONCE);
    places.enumerate().for_each(|(index, places)| {
        for Stretch { part, share, .. } in stretches {
            let slopes = part.as_slice().iter().skip(index * AT_ONCE);
            for (place, &slope) in places.iter_mut().zip(slopes) {
                *place += *share * slope;
            }
        }
    });
}

// so that no message about networks proposes it
#[diagnostic::do_not_recommend]
impl<N: Network> Network for Parallel<N> {
    type Gradient = N::Gradient;
    type Input = N::Input;
    type Output = N::Output;
    type Loss = N::Loss;
    const IN: usize = N::IN;
    const OUT: usize = N::OUT;
    const MACS: usize = N::MACS;
    const SHAPE: Shape = N::SHAPE;
    const SUMMARY: Summary = N::SUMMARY;

    fn forward(&self, input: &N::Input) -> N::Output {
        self.net.forward(input)
    }
    fn init_with(&mut self, initializer: Option<Initializer>, seed: u64) {
        self.net.init_with(initializer, seed);
    }
    fn each_trained(&mut self, visit: &mut impl FnMut(&mut [N::Scalar])) {
        self.net.each_trained(visit);
    }
}

// SAFETY: `repr(transparent)` over a type for which the contract holds.
#[allow(unsafe_code)]
unsafe impl<N: Parameters> Parameters for Parallel<N> {
    type Scalar = N::Scalar;
    const PARAMS: usize = N::PARAMS;

    fn each_part(visit: &mut dyn FnMut(Part)) {
        N::each_part(visit);
    }
}

// SAFETY: as above.
#[allow(unsafe_code)]
unsafe impl<N: Zeroed> Zeroed for Parallel<N> {
    const ZERO: Self = Self { net: N::ZERO };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_whole_chunks() {
        let expected = [
            (0, (0, 32)),
            (1, (1, 32)),
            (32, (1, 32)),
            (33, (2, 32)),
            (128, (4, 32)),
            (129, (3, 64)),
            (1024, (4, 256)),
            (4096, (16, 256)),
            (100_000, (64, 1568)),
        ];
        for (samples, (count, len)) in expected {
            assert_eq!(stretches(samples), (count, len), "{samples}");
        }
    }
}
