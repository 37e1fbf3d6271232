use super::Schedule;
use crate::saved::{Reader, Writer};
use core::cell::Cell;

/// A smaller factor whenever a loss has stopped falling.
///
/// It does not go by steps: show it a loss once an epoch with [`check`](Self::check). PyTorch:
/// [`ReduceLROnPlateau`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html)
/// with `mode='min'` and `threshold_mode='rel'`.
///
/// ```
/// use core::ops::ControlFlow;
/// use typed_nn::network;
/// use typed_nn::optimizer::Sgd;
/// use typed_nn::schedule::{Plateau, Scheduled};
/// use typed_nn::train::{Settings, Trainer};
///
/// network! { struct Net< 1 => linear 1 > }
/// let (mut net, mut inputs, mut targets) = (Net::new(1), [[1.0]; 8], [[2.0]; 8]);
///
/// let plateau = Plateau::new(0.5, 2); // half the rate after 2 epochs without a gain and one more
/// let optimizer = Scheduled { optimizer: Sgd::default(), schedule: &plateau };
/// let mut trainer = Trainer::new(optimizer, Settings::default());
/// trainer.fit(&mut net, &mut inputs, &mut targets, |report, _net| {
///     plateau.check(report.loss.into());
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), typed_nn::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Plateau {
    /// By what the factor is multiplied then.
    pub factor: f64,
    /// How many epochs without a gain are borne.
    pub patience: u32,
    /// Which part of the best loss a loss has to be below it to count as a gain.
    pub threshold: f64,
    /// How many epochs do not count after each fall of the rate.
    pub cooldown: u32,
    /// What the factor never falls below.
    pub min_factor: f64,
    seen: Cell<Seen>,
}

/// What a [`Plateau`] remembers.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    best: f64,
    /// Epochs without a gain.
    waited: u32,
    /// Epochs that do not count yet.
    cooling: u32,
    factor: f64,
}

impl Plateau {
    /// Multiplies the rate by `factor` after more than `patience` epochs without a gain of a
    /// ten-thousandth. PyTorch takes 0.1 and 10.
    pub const fn new(factor: f64, patience: u32) -> Self {
        Self {
            factor,
            patience,
            threshold: 1e-4,
            cooldown: 0,
            min_factor: 0.0,
            seen: Cell::new(Seen {
                best: f64::INFINITY,
                waited: 0,
                cooling: 0,
                factor: 1.0,
            }),
        }
    }

    /// Looks at the loss of an epoch, on whatever data it was measured. NaN is no gain.
    pub fn check(&self, loss: f64) {
        let mut seen = self.seen.get();
        if loss < seen.best * (1.0 - self.threshold) {
            seen.best = loss;
            seen.waited = 0;
        } else {
            seen.waited = seen.waited.saturating_add(1);
        }
        if seen.cooling > 0 {
            seen.cooling -= 1;
            seen.waited = 0;
        }
        if seen.waited > self.patience {
            seen.factor = (seen.factor * self.factor).max(self.min_factor);
            seen.cooling = self.cooldown;
            seen.waited = 0;
        }
        self.seen.set(seen);
    }
}

impl Schedule for Plateau {
    fn factor(&self, _step: u64) -> f64 {
        self.seen.get().factor
    }

    fn save(&self, to: &mut Writer<'_>) {
        let Seen {
            best,
            waited,
            cooling,
            factor,
        } = self.seen.get();
        to.f64(best);
        to.u64(waited.into());
        to.u64(cooling.into());
        to.f64(factor);
    }
    fn load(&self, from: &mut Reader<'_>) {
        self.seen.set(Seen {
            best: from.f64(),
            waited: from.u64() as u32,
            cooling: from.u64() as u32,
            factor: from.f64(),
        });
    }
}
