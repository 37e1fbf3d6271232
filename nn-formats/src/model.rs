//! A network, whatever file it came from.

use crate::Error;
use crate::stage::{Layer, Stage};

/// Stages, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// From the input to the output.
    pub stages: Vec<Stage>,
    /// Whether the file holds `f64`, else `f32`.
    pub is_double: bool,
    /// Inputs with the outputs that belong to them, if the file holds some.
    pub samples: Option<Samples>,
}

/// Rows of inputs and outputs, one behind the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    /// The inputs of the network, row by row.
    pub inputs: Vec<f64>,
    /// Its outputs.
    pub outputs: Vec<f64>,
}

impl Model {
    /// The dense layers among the stages.
    pub fn layers(&self) -> impl Iterator<Item = &Layer> {
        self.stages.iter().filter_map(|stage| match stage {
            Stage::Dense(layer) => Some(layer),
            _ => None,
        })
    }

    /// How many values go in.
    pub fn inputs(&self) -> usize {
        self.stages.iter().find_map(Stage::inputs).unwrap_or(0)
    }

    /// How many come out.
    pub fn outputs(&self) -> usize {
        let mut stages = self.stages.iter().rev();
        stages.find_map(Stage::outputs).unwrap_or(0)
    }

    /// `2 => relu 3 => softmax 2`
    pub fn chain(&self) -> String {
        let stages = self.stages.iter().map(Stage::text);
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

    /// That the stages fit behind each other, and their values into them.
    ///
    /// # Errors
    /// Says which does not.
    pub fn check(&self) -> Result<(), Error> {
        if self.layers().next().is_none() {
            return Err(Error::new("there is no dense layer in it"));
        }
        for (index, stage) in self.stages.iter().enumerate() {
            stage.check()?;
            if index > 0 && matches!(stage, Stage::Standardize(_)) {
                return Err(Error::new(format!(
                    "`{}` standardises, but not the inputs: only the first stage can",
                    stage.name()
                )));
            }
        }
        let sized: Vec<_> = self
            .stages
            .iter()
            .filter(|s| s.inputs().is_some())
            .collect();
        for pair in sized.windows(2) {
            let (gives, takes) = (pair[0].outputs(), pair[1].inputs());
            if let (Some(gives), Some(takes)) = (gives, takes)
                && gives != takes
            {
                return Err(Error::new(format!(
                    "layer `{}` gives {gives} values, but `{}` takes {takes}",
                    pair[0].name(),
                    pair[1].name()
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
