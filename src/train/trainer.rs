//! The loop over epochs and batches.

use super::{Report, Settings, shuffle};
use crate::error::Error;
use crate::flat::{Parameters, Zeroed};
use crate::math::Sum;
use crate::network::{Learn, Network, Score, batches};
use crate::optimizer::Optimizer;
use crate::rng::Rng;
use crate::scalar::Scalar;
use core::borrow::BorrowMut;
use core::marker::PhantomData;
use core::ops::ControlFlow;

/// What a [`Trainer`] needs memory for: the gradient, the optimiser's state, and the last
/// parameters that gave a finite loss.
pub type Memory<N, O> = (
    <N as Network>::Gradient,
    <O as Optimizer<<N as Parameters>::Scalar>>::State<<N as Network>::Gradient>,
    N,
);

/// Trains networks of type `N` with the optimiser `O`.
///
/// Its [`Memory`] is inside ([`new`](Self::new)), on the heap ([`boxed`](Self::boxed), for networks
/// that would not fit on a stack), or wherever the caller put it
/// ([`in_memory`](Self::in_memory), for a `static`).
#[derive(Clone, Debug)]
pub struct Trainer<N: Network, O, M> {
    /// The rule of its steps. It may be changed between epochs.
    pub optimizer: O,
    /// How it goes through the data.
    pub settings: Settings<N::Scalar>,
    pub(super) memory: M,
    /// Whether `memory` holds parameters that gave a finite loss.
    pub(super) has_stepped: bool,
    network: PhantomData<fn(&mut N)>,
}

impl<N: Network, O: Optimizer<N::Scalar>> Trainer<N, O, Memory<N, O>> {
    /// A trainer that holds its memory itself.
    pub fn new(optimizer: O, settings: Settings<N::Scalar>) -> Self {
        Self::in_memory(optimizer, settings, Zeroed::ZERO)
    }
}

#[cfg(feature = "alloc")]
impl<N: Network, O: Optimizer<N::Scalar>> Trainer<N, O, alloc::boxed::Box<Memory<N, O>>> {
    /// A trainer with its memory on the heap; nothing large passes over the stack.
    pub fn boxed(optimizer: O, settings: Settings<N::Scalar>) -> Self {
        Self::in_memory(optimizer, settings, Zeroed::boxed_zero())
    }
}

impl<N, O, M> Trainer<N, O, M>
where
    N: Network,
    O: Optimizer<N::Scalar>,
    M: BorrowMut<Memory<N, O>>,
{
    /// A trainer that works in `memory`: a [`Memory`], a reference to one, or a box of one.
    ///
    /// The optimiser goes on from the state it finds there; [`Zeroed::ZERO`] is a fresh one.
    pub fn in_memory(optimizer: O, settings: Settings<N::Scalar>, memory: M) -> Self {
        Self {
            optimizer,
            settings,
            memory,
            has_stepped: false,
            network: PhantomData,
        }
    }

    /// What the optimiser remembers.
    pub fn state(&self) -> &O::State<N::Gradient> {
        &self.memory.borrow().1
    }

    /// Trains for as many epochs as are set, or until `each_epoch` breaks off. Returns the last
    /// report.
    ///
    /// The samples are shuffled in place. `each_epoch` sees the report of an epoch and the network,
    /// and may measure it on other data. With no epochs to go, nothing changes, and the report says
    /// how good the network is.
    ///
    /// # Errors
    /// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`], [`Error::NoBatch`]: nothing was
    /// done. [`Error::Diverged`]: the network holds the last parameters that gave a finite loss; the
    /// optimiser's state is that of the failed step, so go on with a new trainer.
    pub fn fit<X, Y>(
        &mut self,
        net: &mut N,
        inputs: &mut [X],
        targets: &mut [Y],
        mut each_epoch: impl FnMut(&Report<N::Scalar>, &N) -> ControlFlow<()>,
    ) -> Result<Report<N::Scalar>, Error>
    where
        N: Learn<X, Y>,
    {
        if self.settings.batch == 0 {
            return Err(Error::NoBatch); // before the samples are shuffled
        }
        let Score { loss, metric } = net.evaluate_each(inputs, targets, |_| {})?;
        let mut report = Report {
            epoch: 0,
            loss,
            metric,
        };
        let mut rng = Rng::new(self.settings.seed);
        for epoch in 0..self.settings.epochs {
            if self.settings.shuffle {
                shuffle(inputs, targets, &mut rng);
            }
            let Score { loss, metric } = self.epoch(net, inputs, targets, epoch)?;
            report = Report {
                epoch,
                loss,
                metric,
            };
            if each_epoch(&report, net).is_break() {
                break;
            }
        }
        Ok(report)
    }

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
            let score = self.batch(net, x, t).map_err(|loss| {
                let loss = loss.to_f64();
                Error::Diverged { epoch, batch, loss }
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
}
