//! Constants that inputs are scaled with before the first layer: (x − mean) / std, or x · a + b.

use super::proto::Node;
use super::read::Builder;
use super::walk::Walk;
use crate::{Error, Scaler, Stage};

/// (x − mean) / std; a single number stands for all inputs.
pub struct Affine {
    name: String,
    mean: Vec<f64>,
    std: Vec<f64>,
}

impl Builder<'_, '_> {
    /// A sum, difference, product or quotient of the inputs and a constant.
    pub fn scale_inputs(&mut self, node: &Node, current: &str) -> Result<(), Error> {
        let refuse = |what: &str| Err(Error::new(format!("{} {what}", node.shown())));
        let is_turned =
            matches!(node.operator.as_str(), "Sub" | "Div") && node.inputs[0] != current;
        let Some(name) = Walk::other(node, current).filter(|_| !is_turned) else {
            return refuse("does not scale the inputs with a constant");
        };
        let tensor = self.constant(node, name)?;
        if !tensor.shape.iter().rev().skip(1).all(|&size| size == 1) || tensor.values.is_empty() {
            return refuse("does not scale the inputs with one number for each");
        }
        let affine = self.affine.get_or_insert_with(|| Affine {
            name: node.name.clone(),
            mean: vec![0.0],
            std: vec![1.0],
        });
        let numbers = tensor.values;
        if !affine.stretch(numbers.len()) {
            let (scaled, before) = (numbers.len(), affine.mean.len());
            return refuse(&format!(
                "scales {scaled} inputs, the node before it {before}"
            ));
        }
        let places = affine.mean.iter_mut().zip(&mut affine.std);
        for ((mean, std), number) in places.zip(numbers.iter().cycle()) {
            match node.operator.as_str() {
                "Add" => *mean -= number * *std,
                "Sub" => *mean += number * *std,
                "Mul" => *std /= number,
                _ => *std *= number,
            }
            if !is_scale(*mean, *std) {
                return Err(Error::new(format!(
                    "{} cannot scale inputs with {number}",
                    node.shown()
                )));
            }
        }
        Ok(())
    }

    /// Makes a stage of what happens to the inputs, if anything.
    pub fn standardize(&mut self) -> Result<(), Error> {
        let Some(mut affine) = self.affine.take() else {
            return Ok(());
        };
        let inputs = self.stages.iter().find_map(Stage::inputs);
        if let Some(inputs) = inputs {
            self.take_room(2 * inputs)?;
            affine.stretch(inputs);
        }
        if self.is_double != Some(true) {
            for value in affine.mean.iter_mut().chain(&mut affine.std) {
                *value = f64::from(*value as f32);
            }
        }
        let mut places = affine.mean.iter().zip(&affine.std);
        if let Some((mean, std)) = places.find(|(mean, std)| !is_scale(**mean, **std)) {
            return Err(Error::new(format!(
                "the inputs are scaled by (x − {mean}) / {std}, which the numbers of the file cannot hold"
            )));
        }
        let Affine { name, mean, std } = affine;
        self.stages
            .insert(0, Stage::Standardize(Scaler { name, mean, std }));
        Ok(())
    }
}

/// Whether (x − mean) / std can be computed.
fn is_scale(mean: f64, std: f64) -> bool {
    mean.is_finite() && std.is_finite() && std != 0.0
}

impl Affine {
    /// Repeats a single number; false if there are several of them, but not `len`.
    fn stretch(&mut self, len: usize) -> bool {
        if self.mean.len() == 1 {
            self.mean = vec![self.mean[0]; len];
            self.std = vec![self.std[0]; len];
        }
        len == 1 || self.mean.len() == len
    }
}
