//! Stopping when there is no more to gain.

use crate::scalar::Scalar;
use core::ops::ControlFlow;

/// Says when a loss has stopped falling: after `patience` epochs in which it did not fall below the
/// best so far by more than `min_delta`.
///
/// Prechelt, "Early Stopping — But When?", 1998; Keras:
/// [`EarlyStopping`](https://keras.io/api/callbacks/early_stopping/).
///
/// ```
/// use typed_nn::train::EarlyStopping;
/// let mut stopping = EarlyStopping::new(2);
/// assert!(stopping.check(1.0).is_continue());
/// assert!(stopping.check(1.5).is_continue()); // one epoch without a gain
/// assert!(stopping.check(0.9).is_continue()); // a gain
/// assert!(stopping.check(0.9).is_continue());
/// assert!(stopping.check(0.9).is_break());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlyStopping<T = f32> {
    /// How many epochs without a gain are borne.
    pub patience: usize,
    /// How much less than the best a loss has to be to count as a gain.
    pub min_delta: T,
    best: Option<T>,
    waited: usize,
}

impl<T: Scalar> EarlyStopping<T> {
    /// Stops after `patience` epochs without a gain.
    pub fn new(patience: usize) -> Self {
        Self {
            patience,
            min_delta: T::ZERO,
            best: None,
            waited: 0,
        }
    }

    /// Looks at the loss of an epoch, on whatever data it was measured.
    pub fn check(&mut self, loss: T) -> ControlFlow<()> {
        if self.best.is_none_or(|best| loss < best - self.min_delta) {
            self.best = Some(loss);
            self.waited = 0;
        } else {
            self.waited += 1;
        }
        if self.waited >= self.patience {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Whether the loss looked at last was the best so far.
    pub fn is_best(&self) -> bool {
        self.waited == 0
    }
}
