//! How good scores of classes are, beyond the class that is predicted.

use crate::error::Error;
use crate::network::Learn;
use crate::scalar::Scalar;

/// The fraction of samples, 0 to 1, whose class is among the `k` largest outputs. Of equal outputs
/// the first counts as the larger, as in [`accuracy`](super::accuracy), which is this with `k` = 1.
///
/// For networks with an output for each class. scikit-learn:
/// [`top_k_accuracy_score`](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.top_k_accuracy_score.html).
///
/// # Errors
/// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`].
pub fn top_k_accuracy<N: Learn<X, Y>, X, Y>(
    net: &N,
    inputs: &[X],
    targets: &[Y],
    k: usize,
) -> Result<f64, Error> {
    let mut right = 0_usize;
    net.evaluate_each(inputs, targets, |sample| {
        let Some(&own) = sample.output.get(sample.class) else {
            return;
        };
        let outputs = sample.output.iter().enumerate();
        let larger = outputs.filter(|&(i, &y)| y > own || (y == own && i < sample.class));
        let is_number = own.partial_cmp(&own).is_some();
        right += usize::from(is_number && larger.count() < k);
    })?;
    Ok(right as f64 / inputs.len() as f64)
}

/// The mean of −ln p of the right class, for outputs that are probabilities: of `softmax`, or of one
/// `sigmoid`. A probability of 0 counts as the smallest step from 1.
///
/// It is what `cross_entropy` and `binary_cross_entropy` make small; this measures it whatever the
/// network was trained with. scikit-learn:
/// [`log_loss`](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.log_loss.html).
///
/// # Errors
/// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`].
pub fn log_loss<N: Learn<X, Y>, X, Y>(net: &N, inputs: &[X], targets: &[Y]) -> Result<f64, Error> {
    let mut total = 0.0;
    let least = f64::EPSILON;
    net.evaluate_each(inputs, targets, |sample| {
        let probability = match sample.output {
            [y] if sample.class == 0 => 1.0 - y.to_f64(),
            [y] => y.to_f64(),
            several => several.get(sample.class).map_or(f64::NAN, |y| y.to_f64()),
        };
        // not `max`, which would make a number of NaN
        let probability = if probability < least {
            least
        } else {
            probability
        };
        total -= libm::log(probability);
    })?;
    Ok(total / inputs.len() as f64)
}

/// The area under the receiver operating characteristic: how likely it is that a sample of `class`
/// has a larger output for it than a sample of another class. ½ is chance, 1 is perfect.
///
/// With one output, `class` is 1. For several classes against each other take the mean over them.
/// NaN if no sample, or every sample, is of the class, or an output is NaN. `scores` is where the outputs are put in
/// order: at least as long as there are samples. Fawcett, "An introduction to ROC analysis", 2006;
/// scikit-learn:
/// [`roc_auc_score`](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.roc_auc_score.html).
///
/// ```
/// use typed_nn::{network, train::roc_auc};
/// network! { struct Net< 1 => sigmoid 1 > }
///
/// let mut net = Net::ZERO;
/// net.layer1.weights[0] = 1.0;
/// let (inputs, is_one) = ([[-1.0], [0.5], [0.2], [2.0]], [false, false, true, true]);
/// assert_eq!(roc_auc(&net, &inputs, &is_one, 1, &mut [(0.0, false); 4])?, 0.75);
/// # Ok::<(), typed_nn::Error>(())
/// ```
///
/// # Errors
/// [`Error::NoSamples`], [`Error::Label`]; [`Error::Lengths`] also if `scores` is too short.
pub fn roc_auc<N: Learn<X, Y>, X, Y>(
    net: &N,
    inputs: &[X],
    targets: &[Y],
    class: usize,
    scores: &mut [(f64, bool)],
) -> Result<f64, Error> {
    let others = scores.len();
    let too_short = Error::Lengths {
        inputs: inputs.len(),
        others,
    };
    let scores = scores.get_mut(..inputs.len()).ok_or(too_short)?;
    let mut places = scores.iter_mut();
    net.evaluate_each(inputs, targets, |sample| {
        let score = match sample.output {
            [y] => Some(y),
            several => several.get(class),
        };
        if let Some(place) = places.next() {
            let score = score.map_or(f64::NAN, |y| y.to_f64());
            *place = (score, sample.class == class);
        }
    })?;
    if scores.iter().any(|score| score.0.is_nan()) {
        return Ok(f64::NAN);
    }
    scores.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    // pairs of a sample of the class above another; equal ones count half
    let (mut pairs, mut inside, mut outside) = (0.0, 0.0, 0.0);
    for equal in scores.chunk_by(|a, b| a.0 == b.0) {
        let of_class = equal.iter().filter(|score| score.1).count() as f64;
        let of_others = equal.len() as f64 - of_class;
        pairs += of_class * (outside + 0.5 * of_others);
        inside += of_class;
        outside += of_others;
    }
    Ok(pairs / (inside * outside))
}
