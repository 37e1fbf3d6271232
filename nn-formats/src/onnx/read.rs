//! From a graph to layers.

use super::proto::{DOUBLE, Node, Proto, Tensor};
use super::walk::Walk;
use super::words::{activation, pattern};
use crate::{Activation, Error, Layer, Model, Samples};

/// Reads an ONNX file that holds one chain of dense layers.
///
/// # Errors
/// What is in the way: a node that is not supported is named, with its operator.
pub fn read(bytes: &[u8]) -> Result<Model, Error> {
    let proto = Proto::read(bytes)?;
    let walk = Walk::new(&proto.graph);
    let mut builder = Builder {
        walk: &walk,
        opset: proto.opset,
        layers: vec![],
        takes_bias: false,
        takes_activation: false,
        is_double: None,
        room: bytes.len().max(SHARED),
    };
    let mut current = walk.input()?;
    for _ in 0..=proto.graph.nodes.len() {
        let Some(next) = builder.step(current)? else {
            break;
        };
        current = next;
    }
    match proto.graph.outputs.as_slice() {
        [output] if output == current => {}
        outputs => {
            return Err(Error::new(format!(
                "the layers end in `{current}`, but the outputs of the graph are {outputs:?}"
            )));
        }
    }
    let model = Model {
        samples: samples(&proto.metadata)?,
        is_double: builder.is_double.unwrap_or_default(),
        layers: builder.layers,
    };
    model.check()?;
    Ok(model)
}

struct Builder<'w, 'g> {
    walk: &'w Walk<'g>,
    opset: i64,
    layers: Vec<Layer>,
    /// Whether an `Add` belongs to the last layer.
    takes_bias: bool,
    /// Whether an activation does.
    takes_activation: bool,
    is_double: Option<bool>,
    /// How many more weights there may be.
    room: usize,
}

/// So many weights may be shared by layers, whatever the size of the file.
const SHARED: usize = 1 << 20;

impl<'g> Builder<'_, 'g> {
    /// Goes on from a value to the next; `None` at the end.
    fn step(&mut self, current: &str) -> Result<Option<&'g str>, Error> {
        if let Some((activation, next)) = pattern(self.walk, current) {
            let node = self.walk.takers(current)[0];
            self.activate(node, activation)?;
            return Ok(Some(next));
        }
        let node = match self.walk.takers(current) {
            [] => return Ok(None),
            [node] => *node,
            nodes => {
                let shown: Vec<_> = nodes.iter().map(|node| node.shown()).collect();
                return Err(Error::new(format!(
                    "the network branches at `{current}`, into {}: only a chain of layers is supported",
                    shown.join(" and ")
                )));
            }
        };
        let is_plain = node.domain.is_empty() || node.domain == "ai.onnx";
        match node.operator.as_str() {
            "Gemm" if is_plain => self.gemm(node, current)?,
            "MatMul" if is_plain => self.product(node, current)?,
            "Add" | "Sub" if is_plain => self.sum(node, current)?,
            "Identity" | "Dropout" | "Flatten" | "Reshape" if is_plain => self.flat(node)?,
            _ => match activation(node, self.opset, self.walk)?.filter(|_| is_plain) {
                Some(activation) => self.activate(node, activation)?,
                None => return Err(Error::new(format!("{} is not supported", node.shown()))),
            },
        }
        let output = node.outputs.first().map(String::as_str);
        output
            .map(Some)
            .ok_or_else(|| Error::new(format!("{} gives nothing", node.shown())))
    }

    /// alpha · x · B + beta · C
    fn gemm(&mut self, node: &Node, current: &str) -> Result<(), Error> {
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
        let layer = self.layers.last_mut();
        for (place, value) in layer
            .into_iter()
            .flat_map(|layer| &mut layer.bias)
            .zip(bias)
        {
            *place = value * f64::from(beta);
        }
        Ok(())
    }

    /// x · B
    fn product(&mut self, node: &Node, current: &str) -> Result<(), Error> {
        match node.inputs.as_slice() {
            [x, weights] if x == current => self.push(node, weights, true),
            _ => Err(Error::new(format!(
                "{} multiplies a matrix with the samples, not the samples with a matrix",
                node.shown()
            ))),
        }
    }

    /// x + b, or x − b
    fn sum(&mut self, node: &Node, current: &str) -> Result<(), Error> {
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
        let layer = self.layers.last_mut();
        for (place, value) in layer
            .into_iter()
            .flat_map(|layer| &mut layer.bias)
            .zip(bias)
        {
            *place += sign * value;
        }
        Ok(())
    }

    /// What leaves rows as they are.
    fn flat(&mut self, node: &Node) -> Result<(), Error> {
        let refuse = |what: String| Err(Error::new(format!("{} {what}", node.shown())));
        let width = self.layers.last().map(|layer| layer.outputs as f64);
        match node.operator.as_str() {
            "Flatten" => match node.number("axis", 1) {
                1 => Ok(()),
                -1 if width.is_some() => Ok(()),
                axis => refuse(format!("has axis = {axis}: only 1 keeps samples apart")),
            },
            "Reshape" => {
                let shape = node.inputs.get(1).map(|name| self.walk.constant(name));
                let shape = shape.transpose()?.flatten().map(|shape| shape.values);
                match shape.as_deref() {
                    Some([rows, columns])
                        if *rows <= 1.0
                            && (rows != columns || width == Some(1.0))
                            && (*columns == -1.0
                                || width.is_none_or(|width| width == *columns)) =>
                    {
                        Ok(())
                    }
                    Some(shape) => {
                        refuse(format!("to {shape:?} does more than make rows of samples"))
                    }
                    None => refuse("takes a shape that is no constant".into()),
                }
            }
            "Dropout" => match node.inputs.get(2).filter(|name| !name.is_empty()) {
                None => Ok(()),
                Some(mode) => match self.walk.constant(mode) {
                    Ok(Some(mode)) if mode.values == [0.0] => Ok(()),
                    _ => refuse(
                        "may drop out at inference too: export the model for inference".into(),
                    ),
                },
            },
            _ => Ok(()),
        }
    }

    fn activate(&mut self, node: &Node, activation: Activation) -> Result<(), Error> {
        let is_free = std::mem::take(&mut self.takes_activation);
        self.takes_bias = false;
        match self.layers.last_mut().filter(|_| is_free) {
            Some(layer) => layer.activation = activation,
            None => {
                return Err(Error::new(format!(
                    "{} does not stand behind a dense layer: a layer has one activation",
                    node.shown()
                )));
            }
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
        // a tensor that many nodes take is here once for each of them
        self.room = match self.room.checked_sub(tensor.values.len()) {
            Some(room) => room,
            None => {
                return Err(Error::new(
                    "its layers have more weights than the file could hold",
                ));
            }
        };
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
        self.layers.push(Layer {
            name: named.into(),
            activation: Activation::word("linear"),
            inputs,
            outputs,
            weights: (0..tensor.values.len()).map(at).collect(),
            bias: vec![0.0; outputs],
        });
        (self.takes_bias, self.takes_activation) = (true, true);
        Ok(())
    }

    /// As many numbers as the last layer has outputs.
    fn bias(&mut self, node: &Node, name: &str) -> Result<Vec<f64>, Error> {
        let tensor = self.constant(node, name)?;
        let outputs = self.layers.last().map_or(0, |layer| layer.outputs);
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

    fn constant(&mut self, node: &Node, name: &str) -> Result<Tensor, Error> {
        let Some(tensor) = self.walk.constant(name)? else {
            return Err(Error::new(format!(
                "{} takes `{name}`, which is no constant",
                node.shown()
            )));
        };
        let is_double = tensor.kind == DOUBLE;
        if *self.is_double.get_or_insert(is_double) != is_double {
            return Err(Error::new(format!(
                "tensor `{name}` is of another type than those before: float and double are mixed"
            )));
        }
        Ok(tensor)
    }

    fn scale(&mut self, factor: f64) -> Result<(), Error> {
        let is_double = self.is_double.unwrap_or_default();
        let weights = self
            .layers
            .last_mut()
            .into_iter()
            .flat_map(|layer| &mut layer.weights);
        for weight in weights.filter(|_| factor != 1.0) {
            *weight *= factor;
            if !is_double {
                *weight = f64::from(*weight as f32);
            }
        }
        Ok(())
    }
}

/// The samples in the metadata.
fn samples(metadata: &[(String, String)]) -> Result<Option<Samples>, Error> {
    let numbers = |key: &str| -> Result<Option<Vec<f64>>, Error> {
        let found = metadata.iter().find(|(name, _)| name == key);
        let numbers = found.map(|(_, text)| text.split_whitespace().map(str::parse).collect());
        let wrong = |_| Error::new(format!("`{key}` in its metadata is no list of numbers"));
        numbers.transpose().map_err(wrong)
    };
    match (numbers("typed_nn.input")?, numbers("typed_nn.output")?) {
        (Some(inputs), Some(outputs)) => Ok(Some(Samples { inputs, outputs })),
        (None, None) => Ok(None),
        _ => Err(Error::new(
            "its metadata holds one of `typed_nn.input` and `typed_nn.output`, not both",
        )),
    }
}
