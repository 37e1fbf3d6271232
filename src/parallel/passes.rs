//! What only reads a network: nothing is allocated for it.

use super::Parallel;
use crate::error::Error;
use crate::kernel::CHUNK;
use crate::layer::Layer;
use crate::math::Sum;
use crate::network::{self, Learn, Score};
use crate::scalar::Scalar;
use crate::values::{Values, ValuesMut};
use rayon::prelude::*;

/// How many stretches samples are cut into at most.
const STRETCHES: usize = 64;

/// How many samples a stretch has, but for the last: whole chunks, by the number of samples alone.
fn stretch(samples: usize) -> usize {
    samples.div_ceil(CHUNK).div_ceil(STRETCHES).max(1) * CHUNK
}

impl<N> Parallel<N> {
    /// The means of loss and metric, as the network's own `evaluate` gives them up to rounding; the
    /// same bits on any number of threads.
    ///
    /// ```
    /// # use typed_nn::{Parallel, network};
    /// network! { struct Net: f64< 2 => tanh 16 => softmax 2 > }
    /// let (net, inputs, classes) = (Net::new(1), vec![[0.5, -1.0]; 3000], vec![0_u8; 3000]);
    ///
    /// let expected = net.evaluate(&inputs, &classes)?;
    /// let score = Parallel { net }.evaluate(&inputs, &classes)?;
    /// assert!((score.loss - expected.loss).abs() < 1e-12);
    /// # Ok::<(), typed_nn::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`].
    pub fn evaluate<X: Sync, Y: Sync>(
        &self,
        inputs: &[X],
        targets: &[Y],
    ) -> Result<Score<N::Scalar>, Error>
    where
        N: Learn<X, Y> + Sync,
    {
        N::check(inputs, targets)?;
        let (samples, len) = (inputs.len(), stretch(inputs.len()));
        let mut scores = [None; STRETCHES];
        let pairs = inputs.par_chunks(len).zip(targets.par_chunks(len));
        let places = scores.par_iter_mut().zip(pairs);
        places.for_each(|(place, (inputs, targets))| {
            *place = Some(self.net.evaluate_each(inputs, targets, |_| {}));
        });
        let (mut loss, mut metric) = (Sum::ZERO, Sum::ZERO);
        for (index, score) in scores.into_iter().flatten().enumerate() {
            let score = score?;
            let share = len.min(samples - index * len) as f64 / samples as f64;
            loss.add(N::Scalar::of(share) * score.loss);
            metric.add(N::Scalar::of(share) * score.metric);
        }
        Ok(Score {
            loss: loss.total(),
            metric: metric.total(),
        })
    }

    /// The outputs of many samples: the bits of the network's own `forward_batch`.
    ///
    /// ```
    /// # use typed_nn::{Parallel, network};
    /// network! { struct Net< 2 => tanh 16 => softmax 2 > }
    /// let (net, inputs) = (Parallel { net: Net::new(1) }, vec![[0.5, -1.0]; 3000]);
    ///
    /// let mut outputs = vec![[0.0; 2]; 3000];
    /// net.forward_batch(&inputs, &mut outputs)?;
    /// assert!((outputs[2999][0] - net.net.forward(inputs[2999])[0]).abs() < 1e-6);
    /// # Ok::<(), typed_nn::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Lengths`] if there are not as many places as samples; nothing is written then.
    pub fn forward_batch<X, Y, T, const I: usize, const O: usize>(
        &self,
        inputs: &[X],
        outputs: &mut [Y],
    ) -> Result<(), Error>
    where
        T: Scalar,
        N: Layer<T, I, O> + Sync,
        X: Values<T, I> + Sync,
        Y: ValuesMut<T, O> + Send,
    {
        if inputs.len() != outputs.len() {
            return Err(Error::Lengths {
                inputs: inputs.len(),
                others: outputs.len(),
            });
        }
        let len = stretch(inputs.len());
        let pairs = inputs.par_chunks(len).zip(outputs.par_chunks_mut(len));
        pairs
            .into_par_iter()
            .try_for_each(|(inputs, outputs)| network::forward_batch(&self.net, inputs, outputs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_places_as_stretches() {
        for samples in 0..5000_usize {
            let len = stretch(samples);
            assert!(samples.div_ceil(len) <= STRETCHES && len.is_multiple_of(CHUNK));
        }
    }
}
