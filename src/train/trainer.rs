//! The loop over epochs and batches.

use super::{Report, Settings, shuffle};
use crate::error::Error;
use crate::flat::{Parameters, Zeroed};
use crate::network::{Learn, Network, Score};
use crate::optimizer::Optimizer;
use crate::rng::Rng;
use core::borrow::BorrowMut;
use core::marker::PhantomData;
use core::ops::ControlFlow;

/// What a [`Trainer`] needs memory for: the gradient, the optimiser's state, and the last
/// parameters that gave a finite loss. What is frozen takes no room in any of them.
pub type Memory<N, O> = (
    <N as Network>::Gradient,
    <O as Optimizer<<N as Parameters>::Scalar>>::State<<N as Network>::Gradient>,
    <N as Network>::Gradient,
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
    pub(super) position: Position,
    network: PhantomData<fn(&mut N)>,
}

/// How far a run has come.
#[derive(Clone, Debug)]
pub(super) struct Position {
    /// Epochs that are over.
    pub epochs: usize,
    /// What the next order is drawn from; nothing if the samples are not in the order that the last
    /// epoch left.
    pub rng: Option<Rng>,
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
            position: Position {
                epochs: 0,
                rng: None,
            },
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
    /// The samples are shuffled in place. They may be references: then only those are moved, which is
    /// faster where samples are large, and the samples themselves may lie in read-only memory.
    /// `each_epoch` sees the report of an epoch and the network, and may measure it on other data.
    /// With no epochs to go, nothing changes, and the report says how good the network is.
    ///
    /// ```
    /// # use core::ops::ControlFlow;
    /// # use typed_nn::{network, optimizer::Sgd, train::{Settings, Trainer}};
    /// # network! { struct Net< 4 => tanh 3 => softmax 2 > }
    /// static INPUTS: [[f32; 4]; 3] = [[0.1, 0.7, 0.2, 0.4], [0.9, 0.3, 0.5, 0.1], [0.2, 0.8, 0.1, 0.5]];
    ///
    /// let mut inputs = INPUTS.each_ref(); // a word for each sample
    /// let mut classes = [0_u8, 1, 0];
    /// # let mut net = Net::new(1);
    /// # let mut trainer = Trainer::new(Sgd::default(), Settings::default());
    /// trainer.fit(&mut net, &mut inputs, &mut classes, |_, _| ControlFlow::Continue(()))?;
    /// # Ok::<(), typed_nn::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`], [`Error::NoBatch`]: nothing was
    /// done. [`Error::ScheduleEnded`]: nothing was done since the last step. [`Error::NotFinite`],
    /// [`Error::Diverged`]: the network holds the last parameters that gave a finite loss; the
    /// optimiser's state is that of the failed step, so go on with a new trainer.
    pub fn fit<X, Y>(
        &mut self,
        net: &mut N,
        inputs: &mut [X],
        targets: &mut [Y],
        each_epoch: impl FnMut(&Report<N::Scalar>, &N) -> ControlFlow<()>,
    ) -> Result<Report<N::Scalar>, Error>
    where
        N: Learn<X, Y>,
    {
        self.position = Position {
            epochs: 0,
            rng: None,
        };
        self.resume(net, inputs, targets, each_epoch)
    }

    /// Goes on with a run that `each_epoch` broke off, or that [`load`](Self::load) took from a
    /// checkpoint, until as many epochs as are set are over. All bits are as if it had never
    /// stopped, at the same [`Level`](crate::kernel::Level) of the kernels.
    ///
    /// The samples are to be given as the last epoch left them; after `load`, in the order that they
    /// had before the first epoch.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn resume<X, Y>(
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
            epoch: self.position.epochs.saturating_sub(1),
            loss,
            metric,
        };
        let Settings {
            epochs,
            seed,
            shuffle: shuffles,
            ..
        } = self.settings;
        if self.position.epochs > epochs {
            return Ok(report); // nor are samples put into orders that nobody asks for
        }
        let mut rng = self.position.rng.take().unwrap_or_else(|| {
            let mut rng = Rng::new(seed);
            for _ in 0..self.position.epochs {
                if shuffles {
                    shuffle(inputs, targets, &mut rng);
                }
            }
            rng
        });
        for epoch in self.position.epochs..epochs {
            if shuffles {
                shuffle(inputs, targets, &mut rng);
            }
            let Score { loss, metric } = self.epoch(net, inputs, targets, epoch)?;
            report = Report {
                epoch,
                loss,
                metric,
            };
            self.position.epochs = epoch + 1;
            if each_epoch(&report, net).is_break() {
                break;
            }
        }
        self.position.rng = Some(rng);
        Ok(report)
    }
}
