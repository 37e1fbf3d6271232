//! Stages without a width: `LayerNormalization`, `Dropout`.

use super::proto::Node;
use super::read::Builder;
use crate::{Error, Norm, Stage};

impl Builder<'_, '_> {
    /// Over all values of a sample, with scale and bias.
    pub fn layer_norm(&mut self, node: &Node, current: &str) -> Result<(), Error> {
        let refuse = |what: String| Err(Error::new(format!("{} {what}", node.shown())));
        let [x, scale, bias @ ..] = node.inputs.as_slice() else {
            return refuse("has no scale".into());
        };
        if x != current {
            return refuse("normalises something other than the samples".into());
        }
        let axis = node.number("axis", -1);
        if axis != -1 && axis != 1 {
            return refuse(format!(
                "has axis = {axis}: only all values of a sample are normalised, axis = -1"
            ));
        }
        let scale = self.constant(node, scale)?;
        let bias = match bias.first().filter(|name| !name.is_empty()) {
            Some(bias) => self.constant(node, bias)?.values,
            None => vec![0.0; scale.values.len()],
        };
        let width = self.width().unwrap_or(scale.values.len());
        if scale.values.len() != width || bias.len() != width {
            let (scales, biases) = (scale.values.len(), bias.len());
            return refuse(format!(
                "has {scales} scales and {biases} biases for {width} values"
            ));
        }
        let named = [&scale.name, &node.name]
            .into_iter()
            .find(|name| !name.is_empty());
        let name = named.map_or("", |name| name.trim_end_matches(".weight"));
        self.take_room(2 * width + name.len())?;
        self.stages.push(Stage::LayerNorm(Norm {
            name: name.into(),
            epsilon: node.float("epsilon", Norm::EPSILON),
            weights: scale.values,
            bias,
        }));
        (self.takes_bias, self.takes_activation) = (false, false);
        Ok(())
    }

    /// At inference nothing; what is dropped in training is what the file says.
    pub fn dropout(&mut self, node: &Node) -> Result<(), Error> {
        let constant = |index: usize| -> Result<Option<f64>, Error> {
            let Some(name) = node.inputs.get(index).filter(|name| !name.is_empty()) else {
                return Ok(None);
            };
            let found = self.walk.constant(name)?;
            let first = found.and_then(|tensor| tensor.values.first().copied());
            Ok(Some(first.unwrap_or(f64::NAN)))
        };
        if constant(2)?.is_some_and(|mode| mode != 0.0) {
            return Err(Error::new(format!(
                "{} may drop out at inference too: export the model for inference",
                node.shown()
            )));
        }
        let usual = node.float("ratio", 0.5);
        let p = constant(1)?.map_or(usual, |p| p as f32);
        if !(0.0..1.0).contains(&p) {
            return Err(Error::new(format!(
                "{} has ratio = {p}: it must be a constant from 0 to below 1",
                node.shown()
            )));
        }
        if p > 0.0 {
            self.stages.push(Stage::Dropout(p));
        }
        Ok(())
    }
}
