//! Dense layers: `Gemm`, `MatMul`, and an `Add` or `Sub` behind it.

use super::proto::Node;
use super::read::Builder;
use super::walk::Walk;
use crate::{Activation, Error, Layer, Stage};

impl<'g> Builder<'_, 'g> {
    /// alpha · x · B + beta · C
    pub fn gemm(&mut self, node: &Node, current: &str) -> Result<(), Error> {
        let refuse = |what: &str| Err(Error::new(format!("{} {what}", node.shown())));
        if node.number("transA", 0) != 0 {
            return refuse("turns its input around: only transA = 0 is supported");
        }
        let Some(weights) = node.inputs.get(1).filter(|_| node.inputs[0] == current) else {
            return refuse("multiplies a matrix with the samples, not the samples with a matrix");
        };
        self.push(node, weights, node.number("transB", 0) == 0)?;
        let (alpha, beta) = (node.float("alpha", 1.0), node.float("beta", 1.0));
        let bias = match node.inputs.get(2).filter(|name| !name.is_empty()) {
            Some(name) => self.bias(node, name)?,
            None => return self.scale(f64::from(alpha)),
        };
        self.scale(f64::from(alpha))?;
        self.takes_bias = false;
        let is_double = self.is_double.unwrap_or_default();
        if let Some(layer) = self.layer() {
            let bias = bias.iter().map(|value| value * f64::from(beta));
            layer.bias = bias.map(|value| rounded(value, is_double)).collect();
        }
        Ok(())
    }

    /// x · B
    pub fn product(&mut self, node: &Node, current: &str) -> Result<(), Error> {
        match node.inputs.as_slice() {
            [x, weights] if x == current => self.push(node, weights, true),
            _ => Err(Error::new(format!(
                "{} multiplies a matrix with the samples, not the samples with a matrix",
                node.shown()
            ))),
        }
    }

    /// x + b, or x − b
    pub fn sum(&mut self, node: &Node, current: &str) -> Result<(), Error> {
        let refuse = |what: &str| Err(Error::new(format!("{} {what}", node.shown())));
        if !self.takes_bias {
            return refuse("does not stand behind the matrix of a layer, as a bias would");
        }
        let is_difference = node.operator == "Sub";
        let name = Walk::other(node, current);
        let Some(name) = name.filter(|_| !is_difference || node.inputs[0] == current) else {
            return refuse("is no sum of a layer and a constant");
        };
        let bias = self.bias(node, name)?;
        let sign = if is_difference { -1.0 } else { 1.0 };
        let is_double = self.is_double.unwrap_or_default();
        let layer = self.layer().into_iter();
        for (place, value) in layer.flat_map(|layer| &mut layer.bias).zip(bias) {
            *place = rounded(*place + sign * value, is_double);
        }
        Ok(())
    }

    /// A layer with these weights, `[out, in]`, or `[in, out]` if they are to be turned around.
    fn push(&mut self, node: &Node, name: &str, is_turned: bool) -> Result<(), Error> {
        let tensor = self.constant(node, name)?;
        let &[rows, columns] = tensor.shape.as_slice() else {
            return Err(Error::new(format!(
                "the weights of {} are of shape {:?}, not a matrix",
                node.shown(),
                tensor.shape
            )));
        };
        if rows == 0 || columns == 0 {
            return Err(Error::new(format!(
                "the weights of {} are none",
                node.shown()
            )));
        }
        let (rows, columns) = (rows as usize, columns as usize);
        let (outputs, inputs) = if is_turned {
            (columns, rows)
        } else {
            (rows, columns)
        };
        let (row, column) = if is_turned {
            (1, columns)
        } else {
            (columns, 1)
        };
        let at = |index: usize| tensor.values[index / inputs * row + index % inputs * column];
        let named = [&tensor.name, &node.name]
            .into_iter()
            .find(|name| !name.is_empty());
        let named = named.map_or(name, |named| named.trim_end_matches(".weight"));
        // a tensor that many nodes take is here once for each of them, with its name
        self.take_room(tensor.values.len() + named.len())?;
        self.stages.push(Stage::Dense(Layer {
            name: named.into(),
            activation: Activation::word("linear"),
            inputs,
            outputs,
            weights: (0..tensor.values.len()).map(at).collect(),
            bias: vec![0.0; outputs],
        }));
        (self.takes_bias, self.takes_activation) = (true, true);
        Ok(())
    }

    /// As many numbers as the last layer has outputs.
    fn bias(&mut self, node: &Node, name: &str) -> Result<Vec<f64>, Error> {
        let tensor = self.constant(node, name)?;
        let outputs = self.layer().map_or(0, |layer| layer.outputs);
        let mut values = tensor.values;
        let is_row = tensor.shape.iter().rev().skip(1).all(|&size| size == 1);
        if let [value] = values[..] {
            values = vec![value; outputs];
        }
        if values.len() != outputs || !is_row {
            return Err(Error::new(format!(
                "the bias of {} is of shape {:?}, the layer has {outputs} outputs",
                node.shown(),
                tensor.shape
            )));
        }
        Ok(values)
    }

    fn scale(&mut self, factor: f64) -> Result<(), Error> {
        let is_double = self.is_double.unwrap_or_default();
        let weights = self
            .layer()
            .into_iter()
            .flat_map(|layer| &mut layer.weights);
        for weight in weights.filter(|_| factor != 1.0) {
            *weight = rounded(*weight * factor, is_double);
        }
        Ok(())
    }
}

/// The nearest number of the model's type.
fn rounded(value: f64, is_double: bool) -> f64 {
    match is_double {
        true => value,
        false => f64::from(value as f32),
    }
}
