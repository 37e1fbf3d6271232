//! Where weights start.

use crate::rng::Rng;
use crate::scalar::Scalar;

/// A distribution that weights start from. Biases start at zero.
///
/// `fan_in` and `fan_out` are the inputs and outputs of the layer. Each activation names the one
/// that suits it ([`Activation::INITIALIZER`](crate::activation::Activation::INITIALIZER)).
///
/// ```
/// # use typed_nn::{network, Initializer};
/// network! { struct Net< 4 => tanh 8 => linear 1 > }
/// let mut net = Net::new(1);                         // Glorot, because of `tanh`
/// net.init_with(Initializer::LecunNormal, 1);        // every layer by LeCun
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Initializer {
    /// All weights 0.
    Zeros,
    /// Uniform in ±√(6 / (fan_in + fan_out)). Glorot and Bengio, AISTATS 2010; PyTorch's
    /// `xavier_uniform_`.
    GlorotUniform,
    /// Normal with variance 2 / (fan_in + fan_out).
    GlorotNormal,
    /// Uniform in ±√(6 / fan_in). He et al., ICCV 2015; PyTorch's `kaiming_uniform_` for relu.
    HeUniform,
    /// Normal with variance 2 / fan_in.
    HeNormal,
    /// Uniform in ±√(3 / fan_in). LeCun et al., "Efficient BackProp", 1998.
    LecunUniform,
    /// Normal with variance 1 / fan_in: what `selu` asks for (Klambauer et al., NIPS 2017).
    LecunNormal,
}

impl Initializer {
    /// Draws a value for each weight of a layer with `fan_in` inputs and `fan_out` outputs.
    ///
    /// (Inlined, as the initialiser is a constant nearly everywhere: of the two loops one is left then.)
    #[inline]
    pub fn fill<T: Scalar>(self, fan_in: usize, fan_out: usize, weights: &mut [T], rng: &mut Rng) {
        let (both, fan_in) = ((fan_in + fan_out) as f64, fan_in as f64);
        let (variance, is_normal) = match self {
            Self::Zeros => (0.0, false),
            Self::GlorotUniform => (2.0 / both, false),
            Self::GlorotNormal => (2.0 / both, true),
            Self::HeUniform => (2.0 / fan_in, false),
            Self::HeNormal => (2.0 / fan_in, true),
            Self::LecunUniform => (1.0 / fan_in, false),
            Self::LecunNormal => (1.0 / fan_in, true),
        };
        if is_normal {
            normal(T::of(variance).sqrt(), weights, rng);
        } else {
            uniform(T::of(3.0 * variance).sqrt(), weights, rng);
        }
    }
}

/// Normally distributed with this standard deviation.
fn normal<T: Scalar>(deviation: T, weights: &mut [T], rng: &mut Rng) {
    for weight in weights {
        *weight = deviation * rng.normal();
    }
}

/// Evenly distributed in ±`limit`.
fn uniform<T: Scalar>(limit: T, weights: &mut [T], rng: &mut Rng) {
    for weight in weights {
        *weight = limit * (T::of(2.0) * rng.uniform() - T::ONE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(initializer: Initializer) -> (f64, f64) {
        let mut weights = [0.0_f64; 40_000];
        initializer.fill(200, 100, &mut weights, &mut Rng::new(5));
        let variance = weights.iter().map(|w| w * w).sum::<f64>() / weights.len() as f64;
        let largest = weights.iter().fold(0.0_f64, |m, w| m.max(w.abs()));
        (variance, largest)
    }

    #[test]
    fn variances_and_limits_are_those_of_the_papers() {
        use Initializer::*;
        for (initializer, variance, is_uniform) in [
            (GlorotUniform, 2.0 / 300.0, true),
            (GlorotNormal, 2.0 / 300.0, false),
            (HeUniform, 2.0 / 200.0, true),
            (HeNormal, 2.0 / 200.0, false),
            (LecunUniform, 1.0 / 200.0, true),
            (LecunNormal, 1.0 / 200.0, false),
        ] {
            let (got, largest) = drawn(initializer);
            assert!(
                (got / variance - 1.0).abs() < 0.03,
                "{initializer:?}: {got} for {variance}"
            );
            let limit = (3.0 * variance).sqrt();
            assert_eq!(
                largest <= limit,
                is_uniform,
                "{initializer:?}: {largest} for {limit}"
            );
        }
        assert_eq!(drawn(Zeros), (0.0, 0.0));
    }
}
