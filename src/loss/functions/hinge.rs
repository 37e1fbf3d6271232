#![allow(non_camel_case_types)]

use crate::loss::{Elementwise, Metric};
use crate::scalar::Scalar;

/// L = 1/n · Σ max(0, 1 − t y), with targets t of −1 and 1.
///
/// ∂L/∂y = −t/n where t y < 1, else 0. A class label is written as 1 at its output and −1 elsewhere;
/// a single output tells class 1 (y > 0) from class 0. Rosasco et al., 2004; Keras:
/// [`Hinge`](https://keras.io/api/losses/hinge_losses/).
#[derive(Debug)]
pub enum hinge {}

impl Elementwise for hinge {
    const LABELS: (f64, f64) = (-1.0, 1.0);
    const THRESHOLD: f64 = 0.0;
    const METRIC: Metric = Metric::Accuracy;

    #[inline]
    fn value<T: Scalar>(y: T, target: T) -> T {
        let margin = T::ONE - target * y;
        if margin < T::ZERO { T::ZERO } else { margin }
    }
    #[inline]
    fn slope<T: Scalar>(y: T, target: T) -> T {
        if target * y < T::ONE {
            -target
        } else {
            T::ZERO
        }
    }
}
