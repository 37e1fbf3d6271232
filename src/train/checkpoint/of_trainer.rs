//! Checkpoints of a trainer.

use super::{CheckpointError, check, write};
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::saved::{Saved, Writer};
use crate::train::trainer::Position;
use crate::train::{Memory, Settings, Trainer};
use core::borrow::BorrowMut;

impl<N, O, M> Trainer<N, O, M>
where
    N: Network,
    O: Optimizer<N::Scalar>,
    M: BorrowMut<Memory<N, O>>,
{
    /// Writes down the network, the optimiser's state, its schedule, and how many epochs are over;
    /// `beside` goes along: `()`, or what the run needs of yours, such as
    /// [`EarlyStopping`](crate::train::EarlyStopping). Returns how many bytes it took.
    ///
    /// The bytes are laid out alike on every target. Settings are not among them: go on with a trainer of
    /// the same.
    ///
    /// ```
    /// use core::ops::ControlFlow::{Break, Continue};
    /// use typed_nn::network;
    /// use typed_nn::optimizer::Adam;
    /// use typed_nn::train::{Settings, Trainer};
    ///
    /// network! { struct Xor< 2 => tanh 8 => softmax 2 > }
    /// let data = || ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0_u8, 1, 1, 0]);
    /// let trainer = || Trainer::new(Adam::default(), Settings::default());
    /// let mut bytes = [0; 1000];
    ///
    /// let (mut net, (mut inputs, mut classes)) = (Xor::new(1), data());
    /// let mut first = trainer();
    /// first.fit(&mut net, &mut inputs, &mut classes, |report, _net| {
    ///     if report.epoch == 4 { Break(()) } else { Continue(()) }
    /// })?;
    /// let len = first.save(&net, &(), &mut bytes)?;
    ///
    /// // another day
    /// let (mut net, (mut inputs, mut classes)) = (Xor::ZERO, data());
    /// let mut second = trainer();
    /// second.load(&mut net, &mut (), &bytes[..len])?;
    /// let report = second.resume(&mut net, &mut inputs, &mut classes, |_, _| Continue(()))?;
    /// assert_eq!(report.epoch, 9);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`CheckpointError::Room`], with the bytes that it takes.
    pub fn save(
        &self,
        net: &N,
        beside: &impl Saved,
        bytes: &mut [u8],
    ) -> Result<usize, CheckpointError> {
        write(net, O::NAME, &|to| self.write(beside, to), bytes)
    }

    /// Takes over what [`save`](Self::save) wrote; [`resume`](Self::resume) goes on.
    ///
    /// # Errors
    /// Every [`CheckpointError`] but `Room`: network, trainer and `beside` are as they were.
    pub fn load(
        &mut self,
        net: &mut N,
        beside: &mut impl Saved,
        bytes: &[u8],
    ) -> Result<(), CheckpointError> {
        let mut from = check::<N>(O::NAME, &|to| self.write(beside, to), bytes)?;
        if self.run() != [from.u64(), from.u64(), from.u64()] {
            return Err(CheckpointError::OtherSettings);
        }
        self.position = Position {
            epochs: from.u64() as usize,
            rng: None,
        };
        self.has_stepped = false;
        self.memory.borrow_mut().1.load(&mut from);
        self.optimizer.load(&mut from);
        beside.load(&mut from);
        from.scalars(net.as_mut_slice());
        Ok(())
    }

    /// What stands beside the parameters.
    fn write(&self, beside: &impl Saved, to: &mut Writer<'_>) {
        for setting in self.run() {
            to.u64(setting);
        }
        to.u64(self.position.epochs as u64);
        self.state().save(to);
        self.optimizer.save(to);
        beside.save(to);
    }

    /// The settings that decide in which order the samples come.
    fn run(&self) -> [u64; 3] {
        let Settings {
            seed,
            batch,
            shuffle,
            ..
        } = self.settings;
        [seed, batch as u64, shuffle.into()]
    }
}
