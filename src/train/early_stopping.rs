//! Stopping when there is no more to gain.

use crate::saved::{Reader, Saved, Writer};
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

    /// Looks at the loss of an epoch, on whatever data it was measured. NaN is no gain.
    pub fn check(&mut self, loss: T) -> ControlFlow<()> {
        let is_number = loss.partial_cmp(&loss).is_some();
        if is_number && self.best.is_none_or(|best| loss < best - self.min_delta) {
            self.best = Some(loss);
            self.waited = 0;
            return ControlFlow::Continue(());
        }
        self.waited = self.waited.saturating_add(1);
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

impl<T: Scalar> Saved for EarlyStopping<T> {
    fn save(&self, to: &mut Writer<'_>) {
        to.u64(self.best.is_some().into());
        to.scalars(&[self.best.unwrap_or(T::ZERO)]);
        to.u64(self.waited as u64);
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        let (has_best, mut best) = (from.u64() != 0, [T::ZERO]);
        from.scalars(&mut best);
        self.best = has_best.then_some(best[0]);
        self.waited = from.u64() as usize;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In which epoch, counted from 0, the losses end.
    fn stops_at(mut stopping: EarlyStopping<f64>, losses: &[f64]) -> Option<usize> {
        losses
            .iter()
            .position(|&loss| stopping.check(loss).is_break())
    }

    #[test]
    fn counts_epochs_without_a_gain() {
        let losses = [3.0, 2.0, 2.0, 2.5, 1.0, 1.0, 1.0, 1.0];
        let stops_after = |patience| stops_at(EarlyStopping::new(patience), &losses);
        assert_eq!(stops_after(1), Some(2));
        assert_eq!(stops_after(2), Some(3));
        assert_eq!(stops_after(3), Some(7));
        assert_eq!(stops_after(4), None);
    }

    /// As in Keras: training ends with the first epoch that gains nothing, not with a gain.
    #[test]
    fn without_patience_a_gain_still_goes_on() {
        assert_eq!(stops_at(EarlyStopping::new(0), &[3.0, 2.0, 2.0]), Some(2));
    }

    #[test]
    fn a_gain_has_to_be_above_min_delta() {
        let stopping = EarlyStopping {
            min_delta: 0.1,
            ..EarlyStopping::new(1)
        };
        assert_eq!(stops_at(stopping, &[1.0, 0.85, 0.7]), None);
        assert_eq!(stops_at(stopping, &[1.0, 0.85, 0.8]), Some(2));
    }

    #[test]
    fn nan_is_no_gain_and_no_best() {
        let nan = f64::NAN;
        assert_eq!(stops_at(EarlyStopping::new(2), &[nan, 3.0, 2.0, 1.0]), None);
        assert_eq!(stops_at(EarlyStopping::new(2), &[3.0, nan, nan]), Some(2));
    }
}
