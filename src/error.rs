//! What can go wrong at run time.

use core::fmt;

/// Bad data, or a training run that left the finite numbers. Nothing panics, nothing is half done.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// There are no samples.
    NoSamples,
    /// Two slices that belong together differ in length.
    Lengths {
        /// Samples in the first slice (the inputs).
        inputs: usize,
        /// Items in the second (targets, or places for outputs).
        others: usize,
    },
    /// A class label that the network has no output for.
    Label {
        /// Where in the slice of targets it stands.
        sample: usize,
        /// How many classes there are: labels run from 0 to `classes - 1`.
        classes: usize,
    },
    /// A sample has an input or a target that is infinite or NaN. In training the network holds the
    /// last parameters before it.
    NotFinite {
        /// Where in the slices it stands.
        sample: usize,
    },
    /// The optimiser's schedule is over: it was made for fewer steps.
    ScheduleEnded {
        /// For how many.
        steps: u64,
    },
    /// The settings ask for batches of no samples.
    NoBatch,
    /// The loss, or its gradient, became infinite or NaN. The network holds the last parameters
    /// for which both were finite.
    Diverged {
        /// The epoch, counted from 0.
        epoch: usize,
        /// The batch within the epoch, counted from 0.
        batch: usize,
        /// The mean loss over that batch.
        loss: f64,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoSamples => write!(f, "there are no samples"),
            Self::Lengths { inputs, others } => {
                write!(
                    f,
                    "{inputs} inputs cannot be paired with {others} targets or outputs"
                )
            }
            Self::Label { sample, classes } => {
                write!(
                    f,
                    "the label of sample {sample} is not one of the {classes} classes"
                )
            }
            Self::NotFinite { sample } => {
                write!(
                    f,
                    "sample {sample} has an input or a target that is infinite or NaN"
                )
            }
            Self::ScheduleEnded { steps } => write!(
                f,
                "the schedule of the learning rate was made for {steps} steps, and they are over"
            ),
            Self::NoBatch => write!(f, "a batch needs at least one sample"),
            Self::Diverged { epoch, batch, loss } => write!(
                f,
                "training diverged in epoch {epoch}, batch {batch}: the loss is {loss}; \
                 a smaller learning rate or scaled inputs may help"
            ),
        }
    }
}

impl core::error::Error for Error {}
