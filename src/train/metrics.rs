//! How good a network is, as one number.

use crate::error::Error;
use crate::network::Learn;
use crate::scalar::Scalar;

/// The fraction of samples, 0 to 1, whose class is predicted correctly. The predicted class is the
/// place of the largest output; a single output tells class 1 from class 0.
///
/// # Errors
/// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`].
pub fn accuracy<N: Learn<X, Y>, X, Y>(net: &N, inputs: &[X], targets: &[Y]) -> Result<f64, Error> {
    let mut right = 0_usize;
    net.evaluate_each(inputs, targets, |sample| {
        right += usize::from(sample.predicted == sample.class);
    })?;
    Ok(right as f64 / inputs.len() as f64)
}

/// The mean of |y − t| over outputs and samples, in the units of the targets.
///
/// # Errors
/// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`].
pub fn mean_absolute_error<N: Learn<X, Y>, X, Y>(
    net: &N,
    inputs: &[X],
    targets: &[Y],
) -> Result<f64, Error> {
    let mut total = 0.0;
    net.evaluate_each(inputs, targets, |sample| {
        for (y, t) in sample.output.iter().zip(sample.target) {
            total += (y.to_f64() - t.to_f64()).abs();
        }
    })?;
    Ok(total / (inputs.len() * N::OUT) as f64)
}

/// R² = 1 − Σ (y − t)² / Σ (t − t̄)², the fraction of the targets' variance that is explained,
/// averaged over the outputs. 1 is perfect, 0 is as good as always giving the mean.
///
/// For targets that are all equal: 1 if the network gives them, else 0. scikit-learn:
/// [`r2_score`](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.r2_score.html).
///
/// # Errors
/// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`].
pub fn r_squared<N: Learn<X, Y>, X, Y>(net: &N, inputs: &[X], targets: &[Y]) -> Result<f64, Error> {
    each_output(net, inputs, targets, |pairs| {
        let (mut samples, mut mean, mut spread, mut missed) = (0.0, 0.0, 0.0, 0.0);
        pairs(&mut |y, t| {
            // Welford, 1962
            samples += 1.0;
            let before = t - mean;
            mean += before / samples;
            spread += before * (t - mean);
            missed += (y - t) * (y - t);
        })?;
        Ok(match (spread > 0.0, missed > 0.0) {
            (true, _) => 1.0 - missed / spread,
            (false, true) => 0.0,
            (false, false) => 1.0,
        })
    })
}

/// The root of the mean of (y − t)² over samples, in the units of the targets, averaged over the
/// outputs. scikit-learn:
/// [`root_mean_squared_error`](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.root_mean_squared_error.html).
///
/// # Errors
/// [`Error::NoSamples`], [`Error::Lengths`], [`Error::Label`].
pub fn root_mean_squared_error<N: Learn<X, Y>, X, Y>(
    net: &N,
    inputs: &[X],
    targets: &[Y],
) -> Result<f64, Error> {
    each_output(net, inputs, targets, |pairs| {
        let mut squares = 0.0;
        pairs(&mut |y, t| squares += (y - t) * (y - t))?;
        Ok((squares / inputs.len() as f64).sqrt())
    })
}

/// Goes through the outputs and targets of all samples.
type Pairs<'p> = dyn FnMut(&mut dyn FnMut(f64, f64)) -> Result<(), Error> + 'p;

/// The mean over outputs of a measure of the pairs of each: one output after the other, so that no
/// memory grows with their number.
fn each_output<N: Learn<X, Y>, X, Y>(
    net: &N,
    inputs: &[X],
    targets: &[Y],
    measure: impl Fn(&mut Pairs<'_>) -> Result<f64, Error>,
) -> Result<f64, Error> {
    let mut total = 0.0;
    for output in 0..N::OUT {
        total += measure(&mut |see| {
            net.evaluate_each(inputs, targets, |sample| {
                let (y, t) = (sample.output.get(output), sample.target.get(output));
                if let (Some(y), Some(t)) = (y, t) {
                    see(y.to_f64(), t.to_f64());
                }
            })?;
            Ok(())
        })?;
    }
    Ok(total / N::OUT as f64)
}
