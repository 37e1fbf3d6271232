//! Networks of any size behind one trait.

use crate::common::normals;
use typed_nn::Rng;

/// What a network is to learn.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any numbers.
    Numbers,
    /// Positive numbers with the sum 1.
    Distribution,
    /// A class label.
    Class,
    /// 0 or 1 at each output.
    Bits,
    /// −1 or 1 at each output.
    Signs,
}

/// What a network is to learn from one sample.
#[derive(Clone, Debug)]
pub enum Goal {
    /// A number for each output.
    Values(Vec<f64>),
    /// A class label.
    Class(usize),
}

impl Goal {
    /// A random goal.
    pub fn random(kind: Kind, outputs: usize, rng: &mut Rng) -> Self {
        let normals = normals(rng, outputs);
        Self::Values(match kind {
            Kind::Numbers => normals,
            Kind::Distribution => {
                let total: f64 = normals.iter().map(|x| x.exp()).sum();
                normals.iter().map(|x| x.exp() / total).collect()
            }
            Kind::Class => return Self::Class(rng.below(outputs.max(2))),
            Kind::Bits => normals.iter().map(|x| f64::from(*x > 0.0)).collect(),
            Kind::Signs => normals.iter().map(|x| x.signum()).collect(),
        })
    }
}

/// A network in f64, its sizes known at run time only.
pub trait Tested {
    const GOAL: Kind;
    fn zero() -> Self;
    fn inputs() -> usize;
    fn outputs() -> usize;
    fn parameters(&mut self) -> &mut [f64];
    /// Where the parameters stand that are trained, in the gradient's order.
    fn trained() -> Vec<usize>;
    fn forward(&self, x: &[f64]) -> Vec<f64>;
    fn loss(&self, x: &[f64], goal: &Goal) -> f64;
    fn gradient(&self, x: &[f64], goal: &Goal) -> Vec<f64>;
    /// The loss before a step of gradient descent.
    fn learn(&mut self, x: &[f64], goal: &Goal, learning_rate: f64) -> f64;
    /// The slopes by parameters and by inputs of Σ weight · output.
    fn backward(&self, x: &[f64], weights: &[f64]) -> (Vec<f64>, Vec<f64>);
}

/// `impl Tested` for a network.
macro_rules! tested {
    ($net:ty, $goal:ident) => {
        impl $crate::tested::Tested for $net {
            const GOAL: $crate::tested::Kind = $crate::tested::Kind::$goal;

            fn zero() -> Self {
                Self::ZERO
            }
            fn inputs() -> usize {
                Self::IN
            }
            fn outputs() -> usize {
                Self::OUT
            }
            fn parameters(&mut self) -> &mut [f64] {
                self.as_mut_slice()
            }
            fn trained() -> Vec<usize> {
                let mut net = Self::ZERO;
                for (place, parameter) in net.as_mut_slice().iter_mut().enumerate() {
                    *parameter = place as f64;
                }
                let mut places = vec![];
                typed_nn::Network::each_trained(&mut net, &mut |run| {
                    places.extend(run.iter().map(|&place| place as usize));
                });
                places
            }
            fn forward(&self, x: &[f64]) -> Vec<f64> {
                let x = $crate::common::array::<f64, { Self::IN }>(x);
                self.forward(x).as_slice().to_vec()
            }
            fn loss(&self, x: &[f64], goal: &$crate::tested::Goal) -> f64 {
                let x = $crate::common::array::<f64, { Self::IN }>(x);
                let score = match goal {
                    $crate::tested::Goal::Class(class) => self.evaluate(&[x], &[*class]),
                    $crate::tested::Goal::Values(values) => {
                        let values = $crate::common::array::<f64, { Self::OUT }>(values);
                        self.evaluate(&[x], &[values])
                    }
                };
                score.unwrap().loss
            }
            fn gradient(&self, x: &[f64], goal: &$crate::tested::Goal) -> Vec<f64> {
                let x = $crate::common::array::<f64, { Self::IN }>(x);
                let mut gradient =
                    <<Self as typed_nn::Network>::Gradient as typed_nn::Zeroed>::ZERO;
                match goal {
                    $crate::tested::Goal::Class(class) => self.gradient(x, *class, &mut gradient),
                    $crate::tested::Goal::Values(values) => {
                        let values = $crate::common::array::<f64, { Self::OUT }>(values);
                        self.gradient(x, values, &mut gradient)
                    }
                };
                typed_nn::Parameters::as_slice(&gradient).to_vec()
            }
            fn learn(&mut self, x: &[f64], goal: &$crate::tested::Goal, learning_rate: f64) -> f64 {
                let x = $crate::common::array::<f64, { Self::IN }>(x);
                match goal {
                    $crate::tested::Goal::Class(class) => self.learn(x, *class, learning_rate),
                    $crate::tested::Goal::Values(values) => {
                        let values = $crate::common::array::<f64, { Self::OUT }>(values);
                        self.learn(x, values, learning_rate)
                    }
                }
            }
            fn backward(&self, x: &[f64], weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
                let x = $crate::common::array::<f64, { Self::IN }>(x);
                let weights = $crate::common::array::<f64, { Self::OUT }>(weights).into();
                let mut gradient =
                    <<Self as typed_nn::Network>::Gradient as typed_nn::Zeroed>::ZERO;
                let of_input = self.backward(x, &self.trace(x), &weights, &mut gradient);
                let gradient = typed_nn::Parameters::as_slice(&gradient).to_vec();
                (gradient, of_input.as_slice().to_vec())
            }
        }
    };
}
pub(crate) use tested;
