//! A dense network, whatever file it came from.

use crate::Error;

/// Layers, each y = f(W x + b), one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// From the input to the output.
    pub layers: Vec<Layer>,
    /// Whether the file holds `f64`, else `f32`.
    pub is_double: bool,
    /// Inputs with the outputs that belong to them, if the file holds some.
    pub samples: Option<Samples>,
}

/// A dense layer.
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

/// An activation, as a declaration writes it: `leaky_relu(0.02)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Activation {
    /// `relu`, …
    pub word: String,
    /// What stands in the parentheses.
    pub numbers: Vec<f32>,
}

/// Rows of inputs and outputs, one behind the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    /// The inputs of the network, row by row.
    pub inputs: Vec<f64>,
    /// Its outputs.
    pub outputs: Vec<f64>,
}

impl Activation {
    /// One without numbers.
    pub fn word(word: &str) -> Self {
        Self {
            word: word.into(),
            numbers: vec![],
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

impl Layer {
    /// As a declaration writes it: `relu 3`.
    pub fn text(&self) -> String {
        format!("{} {}", self.activation.text(), self.outputs)
    }
}

impl Model {
    /// How many values go in.
    pub fn inputs(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.inputs)
    }

    /// How many come out.
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.outputs)
    }

    /// `2 => relu 3 => softmax 2`
    pub fn chain(&self) -> String {
        let stages = self.layers.iter().map(Layer::text);
        let all: Vec<_> = [self.inputs().to_string()]
            .into_iter()
            .chain(stages)
            .collect();
        all.join(" => ")
    }

    /// `pub struct Net< 2 => relu 3 => softmax 2 >`
    pub fn declaration(&self, name: &str) -> String {
        let scalar = if self.is_double { ": f64 " } else { "" };
        format!("pub struct {name}{scalar}< {} >", self.chain())
    }

    /// That the layers fit behind each other, and their values into them.
    ///
    /// # Errors
    /// Says which does not.
    pub fn check(&self) -> Result<(), Error> {
        if self.layers.is_empty() {
            return Err(Error::new("there is no dense layer in it"));
        }
        for (layer, next) in self.layers.iter().zip(&self.layers[1..]) {
            if layer.outputs != next.inputs {
                let (name, next_name) = (&layer.name, &next.name);
                return Err(Error::new(format!(
                    "layer `{name}` gives {} values, but `{next_name}` takes {}",
                    layer.outputs, next.inputs
                )));
            }
        }
        for layer in &self.layers {
            let (rows, columns) = (layer.outputs, layer.inputs);
            let fits = rows > 0 && columns > 0 && layer.bias.len() == rows;
            if !fits || rows.checked_mul(columns) != Some(layer.weights.len()) {
                let name = &layer.name;
                return Err(Error::new(format!(
                    "layer `{name}` is [{rows}, {columns}] with {} weights and {} biases",
                    layer.weights.len(),
                    layer.bias.len()
                )));
            }
        }
        if let Some(samples) = &self.samples {
            let rows = samples.inputs.len() / self.inputs();
            if rows * self.inputs() != samples.inputs.len()
                || rows * self.outputs() != samples.outputs.len()
                || rows == 0
            {
                return Err(Error::new(format!(
                    "its samples are {} and {} values, not rows of {} and {}",
                    samples.inputs.len(),
                    samples.outputs.len(),
                    self.inputs(),
                    self.outputs()
                )));
            }
        }
        Ok(())
    }
}
