//! A case as an ONNX file, for runtimes that read it.

use crate::{Activation, Case, LAYERS, Output};
use nn_formats::{Error, Layer, Model, Stage, onnx};

impl Case {
    /// The network as the library writes it: a `Gemm` and an activation for each layer, and any number of samples.
    ///
    /// # Errors
    /// None that is known: ONNX has all its activations.
    pub fn onnx(&self) -> Result<Vec<u8>, Error> {
        let stages = self.layers.iter().enumerate().map(|(index, layer)| {
            let activation = match (index + 1 == LAYERS, self.net.output, self.net.hidden) {
                (true, Output::Classes, _) => "softmax",
                (true, Output::Numbers, _) => "linear",
                (false, _, Activation::Relu) => "relu",
                (false, _, Activation::Tanh) => "tanh",
            };
            let wide = |numbers: &[f32]| numbers.iter().copied().map(Into::into).collect();
            Stage::Dense(Layer {
                name: format!("layer{}", index + 1),
                activation: nn_formats::Activation::word(activation),
                inputs: layer.inputs,
                outputs: layer.outputs,
                weights: wide(&layer.weights),
                bias: wide(&layer.bias),
            })
        });
        let model = Model {
            stages: stages.collect(),
            is_double: false,
            samples: None,
        };
        onnx::write(&model, self.net.name)
    }
}
