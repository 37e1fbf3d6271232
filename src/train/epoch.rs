//! One epoch of a trainer, and one step.

use super::{Memory, Penalty, Trainer};
use crate::error::Error;
use crate::flat::Parameters;
use crate::kernel::all_finite;
use crate::math::Sum;
use crate::network::{Learn, Network, Score, batches, restore, store};
use crate::noise::Noise;
use crate::optimizer::{Optimizer, Remembered, on_the_way};
use crate::scalar::Scalar;
use core::borrow::BorrowMut;

impl<N, O, M> Trainer<N, O, M>
where
    N: Network,
    O: Optimizer<N::Scalar>,
    M: BorrowMut<Memory<N, O>>,
{
    /// One epoch over the samples as they stand, which may lie in read-only memory. Epochs of one
    /// run are counted from 0.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn epoch<X, Y>(
        &mut self,
        net: &mut N,
        inputs: &[X],
        targets: &[Y],
        epoch: usize,
    ) -> Result<Score<N::Scalar>, Error>
    where
        N: Learn<X, Y>,
    {
        N::check(inputs, targets)?;
        let size = self.settings.batch;
        if size == 0 {
            return Err(Error::NoBatch);
        }
        if epoch == 0 {
            self.has_stepped = false;
        }
        let (mut losses, mut metrics) = (Sum::ZERO, Sum::ZERO);
        for (batch, (x, t)) in batches(inputs, targets, size).enumerate() {
            self.check_schedule()?;
            let score = self.batch(net, x, t).map_err(|loss| {
                let loss = loss.to_f64();
                match N::not_finite(x, t) {
                    Some(in_batch) => Error::NotFinite {
                        sample: batch * size + in_batch,
                    },
                    None => Error::Diverged { epoch, batch, loss },
                }
            })?;
            let samples = N::Scalar::of(x.len() as f64);
            losses.add(samples * score.loss);
            metrics.add(samples * score.metric);
        }
        let samples = N::Scalar::of(inputs.len() as f64);
        Ok(Score {
            loss: losses.total() / samples,
            metric: metrics.total() / samples,
        })
    }

    /// One step with the samples as one batch: for samples that come one by one or a few at a time.
    ///
    /// # Errors
    /// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`], [`Error::ScheduleEnded`];
    /// [`Error::NotFinite`] or [`Error::Diverged`] if loss,
    /// gradient or the parameters after the step are not finite, with the number of the step as its
    /// batch. In any case the network is as it was.
    pub fn step<X, Y>(
        &mut self,
        net: &mut N,
        inputs: &[X],
        targets: &[Y],
    ) -> Result<Score<N::Scalar>, Error>
    where
        N: Learn<X, Y>,
    {
        N::check(inputs, targets)?;
        self.check_schedule()?;
        self.try_step(net, inputs, targets)
            .map_err(|loss| match N::not_finite(inputs, targets) {
                Some(sample) => Error::NotFinite { sample },
                None => Error::Diverged {
                    epoch: 0,
                    batch: self.state().steps() as usize,
                    loss: loss.to_f64(),
                },
            })
    }

    /// That the optimiser has a rate for the next step.
    fn check_schedule(&self) -> Result<(), Error> {
        match self.optimizer.end() {
            Some(steps) if self.state().steps() >= steps => Err(Error::ScheduleEnded { steps }),
            _ => Ok(()),
        }
    }

    /// One step of an epoch. If it fails, the parameters go back to before the step that led here.
    fn batch<X, Y>(
        &mut self,
        net: &mut N,
        inputs: &[X],
        targets: &[Y],
    ) -> Result<Score<N::Scalar>, N::Scalar>
    where
        N: Learn<X, Y>,
    {
        let goes_back = self.has_stepped;
        let score = self.try_step(net, inputs, targets);
        if score.is_err() && goes_back {
            restore(net, &self.memory.borrow().2);
        }
        score
    }

    /// One step, or the loss and the same network if anything about it is not finite.
    fn try_step<X, Y>(
        &mut self,
        net: &mut N,
        inputs: &[X],
        targets: &[Y],
    ) -> Result<Score<N::Scalar>, N::Scalar>
    where
        N: Learn<X, Y>,
    {
        let (gradient, state, last_good) = self.memory.borrow_mut();
        let noise = Noise::of_step(self.settings.seed, state.steps());
        if self.settings.penalty == Penalty::NONE && self.settings.clip.is_none() {
            let (samples, memory) = ((inputs, targets), (&mut *gradient, &mut *state));
            let goes_on = |net: &mut N, score: Score<N::Scalar>| {
                let goes_on = score.loss.is_finite();
                if goes_on {
                    store(net, last_good);
                }
                goes_on
            };
            let learnt = on_the_way(&self.optimizer, net, noise, samples, memory, goes_on);
            if let Some((score, slopes_are_finite)) = learnt {
                if !score.loss.is_finite() {
                    return Err(score.loss);
                }
                self.has_stepped = true;
                if !slopes_are_finite {
                    restore(net, last_good);
                    return Err(score.loss);
                }
                return finite(net, last_good).then_some(score).ok_or(score.loss);
            }
        }
        gradient.fill(N::Scalar::ZERO);
        let score = net.gradient_batch_with(noise, inputs, targets, gradient);
        if !score.loss.is_finite() || !all_finite(gradient.as_slice()) {
            return Err(score.loss);
        }
        self.settings.penalty.add(net, gradient);
        if let Some(clip) = self.settings.clip {
            clip.apply(gradient);
        }
        store(net, last_good);
        self.has_stepped = true;
        self.optimizer.step(net, gradient, state);
        finite(net, last_good).then_some(score).ok_or(score.loss)
    }
}

/// Whether the trained parameters are finite; if not, they become what they were.
fn finite<N: Network>(net: &mut N, last_good: &N::Gradient) -> bool {
    let mut finite = true;
    net.each_trained(&mut |parameters| finite &= all_finite(parameters));
    if !finite {
        restore(net, last_good);
    }
    finite
}
