//! Weights and samples: the same for all, drawn from one seed.

use crate::{Net, Output};
use std::io::Write;
use std::path::Path;

pub const LAYERS: usize = 3;
/// As many as the largest batch takes.
pub const MOST_SAMPLES: usize = 256;

/// The parameters of one layer.
#[derive(Clone, Debug)]
pub struct Layer {
    pub inputs: usize,
    pub outputs: usize,
    /// One row for each output.
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
}

/// A network with its weights, and samples for it.
#[derive(Clone, Debug)]
pub struct Case {
    pub net: Net,
    pub layers: [Layer; LAYERS],
    /// [`MOST_SAMPLES`] samples, one after another, from -1 to 1.
    pub inputs: Vec<f32>,
    /// The class of each sample; for numbers, 0.
    pub classes: Vec<u8>,
    /// The number that is right for each sample, -1 to 1; for classes, nothing.
    pub numbers: Vec<f32>,
}

impl Case {
    pub fn new(net: Net) -> Self {
        let mut random = Random(0x5eed ^ net.parameters() as u64);
        let layers = net.layers().map(|(inputs, outputs)| {
            // He et al., with a uniform distribution; biases are not 0, so that none can be forgotten
            let bound = (6.0 / inputs as f32).sqrt();
            Layer {
                inputs,
                outputs,
                weights: random.numbers(inputs * outputs, bound),
                bias: random.numbers(outputs, 0.1),
            }
        });
        let inputs = random.numbers(MOST_SAMPLES * net.inputs(), 1.0);
        let outputs = net.outputs() as u64;
        let classes = (0..MOST_SAMPLES).map(|_| (random.next() % outputs) as u8);
        let classes = classes.collect();
        let numbers = match net.output {
            Output::Classes => Vec::new(),
            Output::Numbers => random.numbers(MOST_SAMPLES * net.outputs(), 1.0),
        };
        Self {
            net,
            layers,
            inputs,
            classes,
            numbers,
        }
    }

    /// The first samples, one after another.
    pub fn inputs(&self, batch: usize) -> &[f32] {
        &self.inputs[..batch * self.net.inputs()]
    }

    pub fn classes(&self, batch: usize) -> &[u8] {
        &self.classes[..batch]
    }

    pub fn numbers(&self, batch: usize) -> &[f32] {
        &self.numbers[..batch * self.net.outputs()]
    }

    /// Weights and bias of each layer after another.
    pub fn parameters(&self) -> Vec<f32> {
        let each = self.layers.iter();
        each.flat_map(|layer| layer.weights.iter().chain(&layer.bias))
            .copied()
            .collect()
    }

    /// Writes for other languages: parameters, inputs, classes as numbers, numbers; all of them little-endian `f32`.
    ///
    /// # Errors
    /// Those of the file.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        let classes = self.classes.iter().map(|&class| f32::from(class));
        let all = (self.parameters().into_iter())
            .chain(self.inputs.iter().copied())
            .chain(classes)
            .chain(self.numbers.iter().copied());
        let bytes: Vec<u8> = all.flat_map(f32::to_le_bytes).collect();
        std::fs::File::create(path)?.write_all(&bytes)
    }
}

/// SplitMix64: Steele, Lea and Flood, OOPSLA 2014.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly from `-bound` to `bound`.
    fn numbers(&mut self, count: usize, bound: f32) -> Vec<f32> {
        let mut number = || (self.next() >> 40) as f32 / (1 << 23) as f32 - 1.0;
        (0..count).map(|_| bound * number()).collect()
    }
}
