//! Precision, recall and F1, from what is taken for what.

use super::ConfusionMatrix;

/// How well a class is told from the others, or the mean over classes.
///
/// A fraction of nothing counts as 0. scikit-learn:
/// [`precision_recall_fscore_support`](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_recall_fscore_support.html).
///
/// ```
/// use typed_nn::train::ConfusionMatrix;
///
/// let matrix = ConfusionMatrix { counts: [[50, 10], [5, 35]] }; // 40 samples of class 1
/// let [_, ill] = matrix.scores();
/// assert_eq!(ill.recall, 35.0 / 40.0); // found among the ill
/// assert_eq!(ill.precision, 35.0 / 45.0); // ill among the found
/// assert!((matrix.macro_average().f1 - 0.847).abs() < 1e-3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassScores {
    /// Of the samples predicted as the class, the fraction that is.
    pub precision: f64,
    /// Of the samples of the class, the fraction predicted as it.
    pub recall: f64,
    /// 2 P R / (P + R), the harmonic mean of precision P and recall R.
    pub f1: f64,
    /// How many samples of the class there are.
    pub support: u64,
}

impl<const C: usize> ConfusionMatrix<C> {
    /// The scores of each class.
    pub fn scores(&self) -> [ClassScores; C] {
        core::array::from_fn(|class| {
            let row = self.counts.get(class);
            let support = row.into_iter().flatten().map(|&count| u64::from(count));
            let column = self.counts.iter().filter_map(|row| row.get(class));
            let predicted = column.map(|&count| u64::from(count)).sum();
            let right = row.and_then(|row| row.get(class)).copied().unwrap_or(0);
            ClassScores::of(right.into(), predicted, support.sum())
        })
    }

    /// The mean over classes, each counting the same.
    pub fn macro_average(&self) -> ClassScores {
        self.average(|_| 1.0)
    }

    /// The mean over classes, each counting by its samples.
    pub fn weighted_average(&self) -> ClassScores {
        self.average(|class| class.support as f64)
    }

    /// The scores of all predictions together, class or no class: all are the
    /// [`accuracy`](Self::accuracy).
    pub fn micro_average(&self) -> ClassScores {
        let diagonal = self.counts.iter().enumerate();
        let right = diagonal.filter_map(|(class, row)| row.get(class));
        let right = right.map(|&count| u64::from(count)).sum();
        let all = self.counts.iter().flatten().map(|&count| u64::from(count));
        let all = all.sum();
        ClassScores::of(right, all, all)
    }

    fn average(&self, weight: impl Fn(&ClassScores) -> f64) -> ClassScores {
        let scores = self.scores();
        let weights = scores.iter().map(&weight).sum();
        let mean = |score: fn(&ClassScores) -> f64| {
            let total = scores.iter().map(|class| weight(class) * score(class));
            fraction(total.sum(), weights)
        };
        ClassScores {
            precision: mean(|class| class.precision),
            recall: mean(|class| class.recall),
            f1: mean(|class| class.f1),
            support: scores.iter().map(|class| class.support).sum(),
        }
    }
}

impl ClassScores {
    fn of(right: u64, predicted: u64, support: u64) -> Self {
        let right = right as f64;
        Self {
            precision: fraction(right, predicted as f64),
            recall: fraction(right, support as f64),
            f1: fraction(2.0 * right, (predicted + support) as f64),
            support,
        }
    }
}

/// A part of a whole; 0 of nothing.
fn fraction(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}
