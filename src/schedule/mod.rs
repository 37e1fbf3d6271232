//! Schedules: how the learning rate changes from step to step.
//!
//! A [`Schedule`] gives the factor on the learning rate in each step, counted from 0;
//! [`Scheduled`] puts it on any optimiser. The rate that the optimiser was set to stays what it is:
//! PyTorch's `base_lrs`. Schedules follow one another with [`then`](Schedule::then), and count
//! epochs rather than steps with [`every`](Schedule::every). Past its end a schedule stays at its
//! last value.
//!
//! | | PyTorch's |
//! |---|---|
//! | [`Constant`] | `ConstantLR` |
//! | [`Step`], [`MultiStep`], [`Exponential`] | `StepLR`, `MultiStepLR`, `ExponentialLR` |
//! | [`Linear`], [`Polynomial`] | `LinearLR`, `PolynomialLR` |
//! | [`Cosine`], [`CosineRestarts`] | `CosineAnnealingLR`, `CosineAnnealingWarmRestarts` |
//! | [`OneCycle`] | `OneCycleLR` |
//! | [`Plateau`] | `ReduceLROnPlateau` |
//! | [`Then`], [`Every`] | `SequentialLR`; `scheduler.step()` once an epoch |
//!
//! Settings bear PyTorch's names. Where PyTorch asks for a rate (`eta_min`, `max_lr`, `min_lr`), here
//! stands the factor on the optimiser's.
//!
//! ```
//! use core::ops::ControlFlow;
//! use typed_nn::network;
//! use typed_nn::optimizer::AdamW;
//! use typed_nn::schedule::{Cosine, Linear, Schedule, Scheduled};
//! use typed_nn::train::{Settings, Trainer};
//!
//! network! { struct Xor< 2 => tanh 8 => softmax 2 > }
//!
//! let mut inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
//! let mut classes = [0_u8, 1, 1, 0];
//!
//! let warm_up = Linear { start_factor: 0.1, end_factor: 1.0, total_iters: 10 };
//! let cosine = Cosine { t_max: 190, end_factor: 0.01 };
//! let optimizer = Scheduled {
//!     optimizer: AdamW { learning_rate: 0.05, ..AdamW::default() },
//!     schedule: warm_up.then(10, cosine),
//! };
//! let mut net = Xor::new(1);
//! let mut trainer = Trainer::new(optimizer, Settings { epochs: 200, batch: 4, ..Settings::default() });
//! let report = trainer.fit(&mut net, &mut inputs, &mut classes, |_, _| ControlFlow::Continue(()))?;
//! assert!(report.loss < 0.05);
//! # Ok::<(), typed_nn::Error>(())
//! ```

mod constant;
mod cosine;
mod exponential;
mod linear;
mod one_cycle;
mod plateau;
mod polynomial;
mod scheduled;
mod sequence;
mod step;

pub use constant::Constant;
pub use cosine::{Cosine, CosineRestarts};
pub use exponential::Exponential;
pub use linear::Linear;
pub use one_cycle::{Anneal, OneCycle};
pub use plateau::Plateau;
pub use polynomial::Polynomial;
pub use scheduled::Scheduled;
pub use sequence::{Every, Then};
pub use step::{MultiStep, Step};

use crate::saved::{Reader, Writer};

/// A factor on the learning rate that changes with the steps.
pub trait Schedule {
    /// The factor in a step, counted from 0.
    fn factor(&self, step: u64) -> f64;

    /// After how many steps it is over, if a further step would be a mistake, as PyTorch says of
    /// [`OneCycle`]. Other schedules stay at their last factor.
    fn end(&self) -> Option<u64> {
        None
    }

    /// Writes down what the schedule remembers; nothing, if it goes by steps.
    fn save(&self, _to: &mut Writer<'_>) {}

    /// Takes over what was written.
    fn load(&self, _from: &mut Reader<'_>) {}

    /// This schedule for `steps` steps, then `next` from its beginning.
    fn then<S: Schedule>(self, steps: u64, next: S) -> Then<Self, S>
    where
        Self: Sized,
    {
        Then {
            first: self,
            steps,
            next,
        }
    }

    /// The same factor for `steps` steps, then the next: with the steps of an epoch, the schedule
    /// counts epochs. None is as one.
    fn every(self, steps: u64) -> Every<Self>
    where
        Self: Sized,
    {
        Every {
            schedule: self,
            steps,
        }
    }
}

impl<S: Schedule + ?Sized> Schedule for &S {
    #[inline]
    fn factor(&self, step: u64) -> f64 {
        (**self).factor(step)
    }
    fn end(&self) -> Option<u64> {
        (**self).end()
    }

    fn save(&self, to: &mut Writer<'_>) {
        (**self).save(to);
    }
    fn load(&self, from: &mut Reader<'_>) {
        (**self).load(from);
    }
}

/// How much of `whole` is over after `part`, from 0 to 1; 1 of nothing.
fn fraction(part: u64, whole: u64) -> f64 {
    if part >= whole {
        1.0
    } else {
        part as f64 / whole as f64
    }
}
