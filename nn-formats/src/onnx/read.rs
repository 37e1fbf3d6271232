//! From a graph to stages.

use super::inputs::Affine;
use super::proto::{DOUBLE, FLOAT, Node, Proto, Tensor};
use super::walk::Walk;
use super::words::{activation, pattern};
use crate::{Activation, Error, Layer, Model, Samples, Stage};

/// Reads an ONNX file that holds one chain of layers.
///
/// # Errors
/// What is in the way: a node that is not supported is named, with its operator.
pub fn read(bytes: &[u8]) -> Result<Model, Error> {
    let proto = Proto::read(bytes)?;
    let walk = Walk::new(&proto.graph);
    let mut builder = Builder {
        walk: &walk,
        opset: proto.opset,
        affine: None,
        stages: vec![],
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
    builder.standardize()?;
    let model = Model {
        samples: samples(&proto.metadata)?,
        is_double: builder.is_double.unwrap_or_default(),
        stages: builder.stages,
    };
    model.check()?;
    Ok(model)
}

/// What was read so far.
pub struct Builder<'w, 'g> {
    pub walk: &'w Walk<'g>,
    pub opset: i64,
    /// What happens to the inputs before the first stage.
    pub affine: Option<Affine>,
    pub stages: Vec<Stage>,
    /// Whether an `Add` belongs to the last layer.
    pub takes_bias: bool,
    /// Whether an activation does.
    pub takes_activation: bool,
    pub is_double: Option<bool>,
    /// How many more values, and letters of names, there may be.
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
            "Add" | "Sub" | "Mul" | "Div" if is_plain && self.stages.is_empty() => {
                self.scale_inputs(node, current)?;
            }
            "Add" | "Sub" if is_plain => self.sum(node, current)?,
            "LayerNormalization" if is_plain => self.layer_norm(node, current)?,
            "Dropout" if is_plain => self.dropout(node)?,
            "Identity" | "Flatten" | "Reshape" if is_plain => self.flat(node)?,
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

    /// What leaves rows as they are.
    fn flat(&mut self, node: &Node) -> Result<(), Error> {
        let refuse = |what: String| Err(Error::new(format!("{} {what}", node.shown())));
        let width = self.width().map(|width| width as f64);
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
            _ => Ok(()),
        }
    }

    /// Behind a dense layer, or a dropout behind one, which at inference is nothing.
    fn activate(&mut self, node: &Node, activation: Activation) -> Result<(), Error> {
        let is_free = std::mem::take(&mut self.takes_activation);
        self.takes_bias = false;
        match self.layer().filter(|_| is_free) {
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

    /// The last dense layer.
    pub fn layer(&mut self) -> Option<&mut Layer> {
        self.stages.iter_mut().rev().find_map(|stage| match stage {
            Stage::Dense(layer) => Some(layer),
            _ => None,
        })
    }

    /// How many values the last stage gives.
    pub fn width(&self) -> Option<usize> {
        self.stages.iter().rev().find_map(Stage::outputs)
    }

    /// Counts values: a tensor that many nodes take is here once for each of them.
    pub fn take_room(&mut self, values: usize) -> Result<(), Error> {
        let room = self.room.checked_sub(values);
        let full = || Error::new("its layers hold more than the file could");
        self.room = room.ok_or_else(full)?;
        Ok(())
    }

    /// A constant that a node takes, of the type of those before.
    pub fn constant(&mut self, node: &Node, name: &str) -> Result<Tensor, Error> {
        let Some(tensor) = self.walk.constant(name)? else {
            return Err(Error::new(format!(
                "{} takes `{name}`, which is no constant",
                node.shown()
            )));
        };
        if ![FLOAT, DOUBLE].contains(&tensor.kind) {
            return Err(Error::new(format!(
                "tensor `{name}` is of whole numbers: weights are floats"
            )));
        }
        let is_double = tensor.kind == DOUBLE;
        if *self.is_double.get_or_insert(is_double) != is_double {
            return Err(Error::new(format!(
                "tensor `{name}` is of another type than those before: float and double are mixed"
            )));
        }
        Ok(tensor)
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
