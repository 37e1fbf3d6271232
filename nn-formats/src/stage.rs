//! What a network is made of.

use crate::Error;

/// A part of a network that takes values and gives values.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// `relu 3`
    Dense(Layer),
    /// `standardize`
    Standardize(Scaler),
    /// `layer_norm()`
    LayerNorm(Norm),
    /// `dropout(p)`: nothing at inference. 0 ≤ p < 1.
    Dropout(f32),
}

/// A dense layer, y = f(W x + b).
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// What it is called in the file.
    pub name: String,
    /// f
    pub activation: Activation,
    /// How many values go in.
    pub inputs: usize,
    /// How many come out.
    pub outputs: usize,
    /// W, `outputs` rows of `inputs`: `[out, in]`, as in PyTorch.
    pub weights: Vec<f64>,
    /// b
    pub bias: Vec<f64>,
}

/// y = (x − mean) / std, for each input.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaler {
    /// What it is called in the file.
    pub name: String,
    /// One for each input.
    pub mean: Vec<f64>,
    /// As many; where it is 0, nothing is divided.
    pub std: Vec<f64>,
}

/// y = γ ⊙ (x − μ) / √(σ² + ε) + β, with μ and σ² over the values of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Norm {
    /// What it is called in the file.
    pub name: String,
    /// ε > 0
    pub epsilon: f32,
    /// γ
    pub weights: Vec<f64>,
    /// β, as many.
    pub bias: Vec<f64>,
}

/// An activation, as a declaration writes it: `leaky_relu(0.02)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Activation {
    /// `relu`, …
    pub word: String,
    /// What stands in the parentheses.
    pub numbers: Vec<f32>,
}

/// The values of a stage, and what they are called in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Values<'m> {
    /// `weight`
    pub kind: &'static str,
    /// `[out, in]`
    pub shape: Vec<usize>,
    /// Row by row.
    pub values: &'m [f64],
}

impl Activation {
    /// One without numbers.
    pub fn word(word: &str) -> Self {
        Self {
            word: word.into(),
            numbers: vec![],
        }
    }

    /// One with a number.
    pub fn with(word: &str, number: f32) -> Self {
        Self {
            word: word.into(),
            numbers: vec![number],
        }
    }

    /// As a declaration writes it.
    pub fn text(&self) -> String {
        let Self { word, numbers } = self;
        match numbers.as_slice() {
            [] => word.clone(),
            numbers => {
                let numbers: Vec<_> = numbers.iter().map(|number| format!("{number:?}")).collect();
                format!("{word}({})", numbers.join(", "))
            }
        }
    }
}

impl Norm {
    /// ε where nothing is said.
    pub const EPSILON: f32 = 1e-5;
}

impl Stage {
    /// What it is called in the file.
    pub fn name(&self) -> &str {
        match self {
            Self::Dense(layer) => &layer.name,
            Self::Standardize(scaler) => &scaler.name,
            Self::LayerNorm(norm) => &norm.name,
            Self::Dropout(_) => "dropout",
        }
    }

    /// How many values go in; none if that is all the same to it.
    pub fn inputs(&self) -> Option<usize> {
        match self {
            Self::Dense(layer) => Some(layer.inputs),
            _ => self.outputs(),
        }
    }

    /// How many come out; none if they are as many as go in, whatever that is.
    pub fn outputs(&self) -> Option<usize> {
        match self {
            Self::Dense(layer) => Some(layer.outputs),
            Self::Standardize(scaler) => Some(scaler.mean.len()),
            Self::LayerNorm(norm) => Some(norm.weights.len()),
            Self::Dropout(_) => None,
        }
    }

    /// The word in a declaration, with its numbers.
    pub fn function(&self) -> Activation {
        match self {
            Self::Dense(layer) => layer.activation.clone(),
            Self::Standardize(_) => Activation::word("standardize"),
            Self::LayerNorm(norm) if norm.epsilon == Norm::EPSILON => {
                Activation::word("layer_norm")
            }
            Self::LayerNorm(norm) => Activation::with("layer_norm", norm.epsilon),
            Self::Dropout(p) => Activation::with("dropout", *p),
        }
    }

    /// As a declaration writes it: `relu 3`.
    pub fn text(&self) -> String {
        let text = self.function().text();
        match self {
            Self::Dense(layer) => format!("{text} {}", layer.outputs),
            Self::LayerNorm(norm) if norm.epsilon == Norm::EPSILON => format!("{text}()"),
            _ => text,
        }
    }

    /// Its values: two tensors, or none.
    pub fn values(&self) -> Vec<Values<'_>> {
        let vector = |kind, values| Values {
            kind,
            shape: vec![<[f64]>::len(values)],
            values,
        };
        match self {
            Self::Dense(layer) => {
                let weights = Values {
                    kind: "weight",
                    shape: vec![layer.outputs, layer.inputs],
                    values: &layer.weights,
                };
                vec![weights, vector("bias", &layer.bias)]
            }
            Self::Standardize(scaler) => {
                vec![vector("mean", &scaler.mean), vector("std", &scaler.std)]
            }
            Self::LayerNorm(norm) => {
                vec![vector("weight", &norm.weights), vector("bias", &norm.bias)]
            }
            Self::Dropout(_) => vec![],
        }
    }

    /// That its values are as many as it says, and its numbers such as a declaration takes.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let name = self.name();
        if let Self::Dense(layer) = self {
            let (rows, columns) = (layer.outputs, layer.inputs);
            let fits = rows > 0 && columns > 0 && layer.bias.len() == rows;
            if !fits || rows.checked_mul(columns) != Some(layer.weights.len()) {
                return Err(Error::new(format!(
                    "layer `{name}` is [{rows}, {columns}] with {} weights and {} biases",
                    layer.weights.len(),
                    layer.bias.len()
                )));
            }
        } else if let [first, second] = self.values().as_slice()
            && (first.values.len() != second.values.len() || first.values.is_empty())
        {
            return Err(Error::new(format!(
                "`{name}` has {} values of `{}` and {} of `{}`",
                first.values.len(),
                first.kind,
                second.values.len(),
                second.kind
            )));
        }
        match self {
            Self::LayerNorm(norm) if norm.epsilon.is_nan() || norm.epsilon <= 0.0 => {
                Err(Error::new(format!(
                    "`{name}` has ε = {}: it must be above 0",
                    norm.epsilon
                )))
            }
            Self::Dropout(p) if !(0.0..1.0).contains(p) => Err(Error::new(format!(
                "it drops out with p = {p}: it must be from 0 to below 1"
            ))),
            _ => Ok(()),
        }
    }
}
