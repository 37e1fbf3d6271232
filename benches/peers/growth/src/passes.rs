//! The work.

use crate::BATCHES;
use measure::Pass;
use std::hint::black_box;
use typed_nn::weights::Aligned;
use typed_nn::{Network, Zeroed};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Outputs.
    Forward,
    /// The gradient: outputs, loss, and the way back.
    Gradient,
}

impl Work {
    pub fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Gradient => "gradient",
        }
    }

    /// Multiply-adds of a sample, in three square layers: backward there is one product by the weights for each, and one
    /// by the inputs for each but the first.
    pub fn macs(self, width: usize) -> f64 {
        let products = match self {
            Self::Forward => 3,
            Self::Gradient => 8,
        };
        (products * width * width) as f64
    }
}

/// A network of this benchmark.
pub trait Square: Network<Scalar = f32, Gradient = Self> + 'static {
    type Values: Copy + 'static;
    const ZEROS: Self::Values;

    fn values(memory: &[f32]) -> &[Self::Values];
    fn one(&self, input: &Self::Values) -> Self::Values;
    fn many(&self, inputs: &[Self::Values], outputs: &mut [Self::Values]);
    fn slopes(&self, input: &Self::Values, target: &Self::Values, gradient: &mut Self) -> f32;
    fn many_slopes(
        &self,
        inputs: &[Self::Values],
        targets: &[Self::Values],
        gradient: &mut Self,
    ) -> f32;
}

/// Numbers from -1 to 1 for the largest batch of the largest network.
pub fn memory() -> Vec<f32> {
    let most = crate::nets::ALL
        .iter()
        .map(|net| net.width)
        .max()
        .unwrap_or(0);
    let count = most * BATCHES.into_iter().max().unwrap_or(0);
    let mut rng = typed_nn::Rng::new(1);
    (0..count).map(|_| rng.uniform()).collect()
}

pub fn pass<N: Square>(memory: &[f32], work: Work, batch: usize) -> Box<dyn Pass + '_> {
    let inputs = N::values(memory).get(..batch).unwrap_or_default();
    match work {
        Work::Forward => Box::new(Forward::<N> {
            net: placed(),
            inputs,
            outputs: vec![N::ZEROS; batch],
        }),
        Work::Gradient => Box::new(Gradient::<N> {
            net: placed(),
            inputs,
            gradient: Aligned::boxed_zero(),
        }),
    }
}

/// Where it lies is not to be chance.
fn placed<N: Square>() -> Box<Aligned<N>> {
    let mut net = Aligned::<N>::boxed_zero();
    net.0.init_with(None, 1);
    net
}

struct Forward<'a, N: Square> {
    net: Box<Aligned<N>>,
    inputs: &'a [N::Values],
    outputs: Vec<N::Values>,
}

impl<N: Square> Pass for Forward<'_, N> {
    fn run(&mut self) {
        match (black_box(self.inputs), &mut self.outputs[..]) {
            ([input], [output]) => *output = self.net.0.one(input),
            (inputs, outputs) => self.net.0.many(inputs, outputs),
        }
        black_box(&self.outputs);
    }
    fn result(&mut self) -> Vec<f32> {
        Vec::new()
    }
}

struct Gradient<'a, N: Square> {
    net: Box<Aligned<N>>,
    inputs: &'a [N::Values],
    gradient: Box<Aligned<N>>,
}

impl<N: Square> Pass for Gradient<'_, N> {
    fn run(&mut self) {
        // targets are inputs: what they are makes no difference
        let gradient = &mut self.gradient.0;
        black_box(match black_box(self.inputs) {
            [input] => self.net.0.slopes(input, input, gradient),
            inputs => self.net.0.many_slopes(inputs, inputs, gradient),
        });
    }
    fn result(&mut self) -> Vec<f32> {
        Vec::new()
    }
}
