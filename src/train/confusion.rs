//! Which classes are taken for which.

use crate::error::Error;
use crate::network::Learn;
use core::fmt;

/// How often each of `C` classes is predicted as which; displays as a table.
///
/// ```
/// use typed_nn::{network, train::ConfusionMatrix};
/// network! { struct Net< 1 => softmax 2 > }
///
/// let mut net = Net::ZERO;
/// net.layer1.weights[(1, 0)] = 1.0; // class 1 for positive inputs
/// let matrix = ConfusionMatrix::<2>::of(&net, &[[-1.0], [1.0], [2.0]], &[0, 1, 0])?;
/// assert_eq!(matrix.counts, [[1, 1], [0, 1]]);
/// assert_eq!(matrix.accuracy(), 2.0 / 3.0);
/// # Ok::<(), typed_nn::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfusionMatrix<const C: usize> {
    /// `counts[class][predicted]`
    pub counts: [[u32; C]; C],
}

impl<const C: usize> ConfusionMatrix<C> {
    /// Counts the predictions of a network. `C` is its number of outputs, 2 for a single output.
    ///
    /// # Errors
    /// [`Error::NoSamples`], [`Error::Lengths`]; [`Error::Label`] also for classes from `C` on.
    pub fn of<N: Learn<X, Y>, X, Y>(net: &N, inputs: &[X], targets: &[Y]) -> Result<Self, Error> {
        let mut matrix = Self {
            counts: [[0; C]; C],
        };
        let (mut sample, mut outside) = (0, None);
        net.evaluate_each(inputs, targets, |judged| {
            let row = matrix.counts.get_mut(judged.class);
            match row.and_then(|row| row.get_mut(judged.predicted)) {
                Some(count) => *count += 1,
                None => outside = outside.or(Some(sample)),
            }
            sample += 1;
        })?;
        match outside {
            None => Ok(matrix),
            Some(sample) => Err(Error::Label { sample, classes: C }),
        }
    }

    /// The fraction of correct predictions, 0 to 1; NaN of none.
    pub fn accuracy(&self) -> f64 {
        let right: u32 = self
            .counts
            .iter()
            .enumerate()
            .filter_map(|(c, row)| row.get(c))
            .sum();
        f64::from(right) / f64::from(self.counts.iter().flatten().sum::<u32>())
    }
}

impl<const C: usize> fmt::Display for ConfusionMatrix<C> {
    /// A row for each class, a column for each prediction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let largest = self.counts.iter().flatten().copied().max().unwrap_or(0);
        let width = (largest.max(C as u32).checked_ilog10().unwrap_or(0) + 1) as usize;
        write!(f, "{:>width$} |", "")?;
        for predicted in 0..C {
            write!(f, " {predicted:>width$}")?;
        }
        for (class, row) in self.counts.iter().enumerate() {
            write!(f, "\n{class:>width$} |")?;
            for count in row {
                match count {
                    0 => write!(f, " {:>width$}", "·")?,
                    _ => write!(f, " {count:>width$}")?,
                }
            }
        }
        Ok(())
    }
}
