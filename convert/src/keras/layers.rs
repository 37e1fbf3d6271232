//! From Keras's layers to stages.

use super::activation::{named, of_layer};
use super::config::{Described, is_flat, layers, number};
use super::weights::Weights;
use crate::Matrices;
use crate::arrays::{Array, fitting};
use nn_formats::{Activation, Error, Layer, Model, Norm, Scaler, Stage};
use serde_json::Value;

/// What does nothing at inference, or nothing to a row of values.
const NOTHING: [&str; 5] = [
    "InputLayer",
    "ActivityRegularization",
    "GaussianNoise",
    "GaussianDropout",
    "AlphaDropout",
];

/// The network of a configuration and its weights.
pub fn model(config: &Value, version: Option<&str>, weights: &Weights) -> Result<Model, Error> {
    let layers = layers(config)?;
    let mut builder = Builder {
        weights,
        is_keras_2: version.is_some_and(|version| version.starts_with("2.")),
        is_flat: is_flat(&layers),
        stages: vec![],
        takes_activation: false,
        is_double: false,
    };
    for (index, layer) in layers.iter().enumerate() {
        let same = layers[..index]
            .iter()
            .filter(|other| other.class == layer.class);
        builder.push(layer, same.count())?;
    }
    let Builder {
        mut stages,
        is_double,
        ..
    } = builder;
    stretch(&mut stages);
    let model = Model {
        stages,
        is_double,
        samples: None,
    };
    model.check()?;
    Ok(model)
}

struct Builder<'w> {
    weights: &'w Weights,
    is_keras_2: bool,
    /// Whether a sample is a row of values here.
    is_flat: bool,
    stages: Vec<Stage>,
    /// Whether an activation belongs to the last dense layer.
    takes_activation: bool,
    is_double: bool,
}

impl Builder<'_> {
    /// Adds a layer; `nth` is how many of its class stand before it.
    fn push(&mut self, layer: &Described, nth: usize) -> Result<(), Error> {
        match layer.class {
            "Flatten" => self.is_flat = true,
            "Dropout" => {
                let p = layer.number(&["rate"]).unwrap_or(0.0) as f32;
                self.stages.extend((p > 0.0).then_some(Stage::Dropout(p)));
            }
            class if NOTHING.contains(&class) => {}
            "Normalization" => self.standardize(layer, nth)?,
            _ => match of_layer(layer, self.is_keras_2)? {
                Some(activation) => self.activate(layer, activation)?,
                None if !["Dense", "LayerNormalization"].contains(&layer.class) => {
                    return layer.refuse(
                        "is not supported: only Dense, LayerNormalization, Normalization, Dropout, Flatten and activations",
                    );
                }
                None if !self.is_flat => {
                    return layer.refuse(
                        "takes samples that are not rows of values: put a Flatten before it",
                    );
                }
                None if layer.class == "Dense" => self.dense(layer, nth)?,
                None => self.layer_norm(layer, nth)?,
            },
        }
        Ok(())
    }

    fn dense(&mut self, layer: &Described, nth: usize) -> Result<(), Error> {
        let activation = named(&layer.config["activation"], layer, self.is_keras_2)?;
        let mut arrays = self.arrays(layer, nth)?;
        let Some(kernel) = take(&mut arrays, ["kernel", "0"]) else {
            return layer.refuse("has no kernel in the file");
        };
        let &[inputs, outputs] = kernel.shape.as_slice() else {
            return layer.refuse(&format!(
                "has a kernel of shape {:?}, not a matrix",
                kernel.shape
            ));
        };
        let weights = fitting(kernel, &[outputs, inputs], Matrices::InOut)?;
        let bias = match layer.config["use_bias"] == false {
            true => vec![0.0; outputs],
            false => vector(layer, &mut arrays, ["bias", "1"])?,
        };
        self.takes_activation = activation.word == "linear";
        self.stages.push(Stage::Dense(Layer {
            name: layer.name.into(),
            activation,
            inputs,
            outputs,
            weights,
            bias,
        }));
        Ok(())
    }

    fn layer_norm(&mut self, layer: &Described, nth: usize) -> Result<(), Error> {
        let axis = number(&layer.config["axis"]).unwrap_or(-1.0);
        if (axis != -1.0 && axis != 1.0) || layer.config["rms_scaling"] == true {
            return layer.refuse("normalises otherwise than over the last axis");
        }
        let has = |name: &str| layer.config[name] != false;
        let mut arrays = self.arrays(layer, nth)?;
        let mut part = |name: &str, index: &str| match has(name) {
            true => vector(
                layer,
                &mut arrays,
                [if name == "scale" { "gamma" } else { "beta" }, index],
            )
            .map(Some),
            false => Ok(None),
        };
        let gamma = part("scale", "0")?;
        let beta = part("center", if gamma.is_some() { "1" } else { "0" })?;
        let width = gamma.as_ref().or(beta.as_ref()).map(Vec::len);
        let Some(width) = width.or(self.stages.iter().rev().find_map(Stage::outputs)) else {
            return layer.refuse("does not say how many values it takes");
        };
        self.takes_activation = false;
        self.stages.push(Stage::LayerNorm(Norm {
            name: layer.name.into(),
            epsilon: layer.number(&["epsilon"]).unwrap_or(1e-3) as f32,
            weights: gamma.unwrap_or(vec![1.0; width]),
            bias: beta.unwrap_or(vec![0.0; width]),
        }));
        Ok(())
    }

    /// (x − mean) / max(√variance, 10⁻⁷)
    fn standardize(&mut self, layer: &Described, nth: usize) -> Result<(), Error> {
        if layer.config["invert"] == true {
            return layer.refuse("is inverted, which is not supported");
        }
        let fixed = |name: &str| -> Option<Vec<f64>> {
            let value = &layer.config[name];
            let list = value
                .as_array()
                .map(|list| list.iter().map(number).collect());
            list.unwrap_or_else(|| number(value).map(|number| vec![number]))
        };
        let (mean, variance) = match (fixed("mean"), fixed("variance")) {
            (Some(mean), Some(variance)) => (mean, variance),
            _ => {
                let mut arrays = self.arrays(layer, nth)?;
                let mean = vector(layer, &mut arrays, ["mean", "0"])?;
                (mean, vector(layer, &mut arrays, ["variance", "1"])?)
            }
        };
        let std = variance.iter().map(|variance| variance.sqrt().max(1e-7));
        let name = layer.name.into();
        let std = std.collect();
        self.stages
            .push(Stage::Standardize(Scaler { name, mean, std }));
        Ok(())
    }

    /// Behind a dense layer, or a dropout behind one, which at inference is nothing.
    fn activate(&mut self, layer: &Described, activation: Activation) -> Result<(), Error> {
        let is_free = std::mem::take(&mut self.takes_activation);
        let last = self.stages.iter_mut().rev().find_map(|stage| match stage {
            Stage::Dense(layer) => Some(layer),
            _ => None,
        });
        match last.filter(|_| is_free) {
            Some(dense) => dense.activation = activation,
            None if activation.word == "linear" => {}
            None => {
                return layer.refuse(
                    "does not stand behind a Dense without an activation: a layer has one",
                );
            }
        }
        Ok(())
    }

    fn arrays(&mut self, layer: &Described, nth: usize) -> Result<Vec<Array>, Error> {
        let arrays = self.weights.of_layer(layer, nth)?;
        self.is_double |= arrays.iter().any(|array| array.dtype == "F64");
        Ok(arrays)
    }
}

/// Repeats what is standardised along the last axis only, as often as samples have rows.
fn stretch(stages: &mut [Stage]) {
    let inputs = stages.iter().find_map(|stage| match stage {
        Stage::Dense(layer) => Some(layer.inputs),
        Stage::LayerNorm(norm) => Some(norm.weights.len()),
        _ => None,
    });
    if let (Some(Stage::Standardize(scaler)), Some(inputs)) = (stages.first_mut(), inputs) {
        for values in [&mut scaler.mean, &mut scaler.std] {
            if !values.is_empty() && inputs % values.len() == 0 {
                *values = values.iter().copied().cycle().take(inputs).collect();
            }
        }
    }
}

fn take(arrays: &mut Vec<Array>, names: [&str; 2]) -> Option<Array> {
    let at = arrays
        .iter()
        .position(|array| names.contains(&array.name.as_str()))?;
    Some(arrays.remove(at))
}

fn vector(layer: &Described, arrays: &mut Vec<Array>, names: [&str; 2]) -> Result<Vec<f64>, Error> {
    match take(arrays, names) {
        Some(array) => Ok(array.values),
        None => layer.refuse(&format!("has no {} in the file", names[0])),
    }
}
