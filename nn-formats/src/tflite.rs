//! TensorFlow Lite, <https://ai.google.dev/edge/litert>: float networks that are one chain of dense layers.

mod flat;

use crate::{Activation, Error, Layer, Model, Stage};
use flat::{Table, broken};

/// `FLOAT32` of `TensorType`.
const FLOAT: u8 = 0;

/// Reads a `.tflite` file that holds one chain of fully connected layers of floats.
///
/// # Errors
/// What is in the way: an operator that is not supported is named, and so is a quantised tensor.
pub fn read(bytes: &[u8]) -> Result<Model, Error> {
    if bytes.get(4..8) != Some(b"TFL3") {
        return Err(Error::new("it is not a TensorFlow Lite file"));
    }
    let model = Table::root(bytes)?;
    let graphs = model.tables(2)?;
    let [graph] = graphs.as_slice() else {
        let message = format!("it has {} graphs, a network is one", graphs.len());
        return Err(Error::new(message));
    };
    let file = File {
        codes: model.tables(1)?,
        buffers: model.tables(4)?,
        tensors: graph.tables(0)?,
    };
    let (inputs, outputs) = (graph.integers(1)?, graph.integers(2)?);
    let (&[input], &[output]) = (inputs.as_slice(), outputs.as_slice()) else {
        let message = "it has several inputs or outputs, a network has one of each";
        return Err(Error::new(message));
    };
    let (mut current, mut layers, mut is_free) = (input, vec![], false);
    let mut room = bytes.len().max(1 << 20);
    for operator in graph.tables(3)? {
        let (takes, gives) = (operator.integers(1)?, operator.integers(2)?);
        let (code, options) = (file.code(&operator)?, operator.table(4)?);
        let name = gives
            .first()
            .map_or(Ok(String::new()), |&index| file.name(index))?;
        let (Some(&first), &[next]) = (takes.first(), gives.as_slice()) else {
            let message = format!("operator {code} (`{name}`) has no input or several outputs");
            return Err(Error::new(message));
        };
        if first != current {
            let message = format!("the network branches before operator {code} (`{name}`)");
            return Err(Error::new(message));
        }
        let number =
            |default: f32| options.map_or(Ok(default), |options| options.float(0, default));
        match code {
            9 => {
                let fused = options.map_or(Ok(0), |options| options.byte(0))?;
                let activation = fused_activation(fused, &name)?;
                let layer = file.layer(&takes, activation)?;
                let held = layer.weights.len() + layer.bias.len() + layer.name.len();
                // a tensor that many operators take is here once for each of them
                room = match room.checked_sub(held) {
                    Some(room) => room,
                    None => return Err(Error::new("its layers hold more than the file could")),
                };
                is_free = layer.activation.word == "linear";
                layers.push(layer);
            }
            // a reshape to rows leaves rows as they are, and the layers are checked to fit
            22 => {}
            _ => {
                let activation = match code {
                    14 => Activation::word("sigmoid"),
                    19 => Activation::word("relu"),
                    20 => Activation::word("hard_tanh"),
                    21 => Activation::word("relu6"),
                    25 if number(1.0)? == 1.0 => Activation::word("softmax"),
                    28 => Activation::word("tanh"),
                    50 => Activation::word("log_softmax"),
                    98 => Activation {
                        word: "leaky_relu".into(),
                        numbers: vec![number(0.0)?],
                    },
                    111 => Activation {
                        word: "elu".into(),
                        numbers: vec![1.0],
                    },
                    117 => Activation::word("hard_swish"),
                    150 => match options.map_or(Ok(0), |options| options.byte(0))? {
                        0 => Activation::word("gelu"),
                        _ => Activation::word("gelu_tanh"),
                    },
                    6 | 114 => return Err(quantised(&name)),
                    _ => {
                        let message = format!(
                            "operator {code} of `BuiltinOperator` (`{name}`) is not supported"
                        );
                        return Err(Error::new(message));
                    }
                };
                match layers.last_mut().filter(|_| std::mem::take(&mut is_free)) {
                    Some(layer) => layer.activation = activation,
                    None => {
                        let message = format!(
                            "`{}` (`{name}`) does not stand behind a dense layer",
                            activation.word
                        );
                        return Err(Error::new(message));
                    }
                }
            }
        }
        current = next;
    }
    if current != output {
        return Err(Error::new(
            "its last operator does not give the output of the graph",
        ));
    }
    let model = Model {
        stages: layers.into_iter().map(Stage::Dense).collect(),
        is_double: false,
        samples: None,
    };
    model.check()?;
    Ok(model)
}

struct File<'f> {
    codes: Vec<Table<'f>>,
    buffers: Vec<Table<'f>>,
    tensors: Vec<Table<'f>>,
}

impl File<'_> {
    /// `BuiltinOperator`, which older files keep in a byte.
    fn code(&self, operator: &Table) -> Result<i32, Error> {
        let index = operator.integer(0)? as usize;
        let code = self.codes.get(index).ok_or_else(broken)?;
        Ok(code.integer(3)?.max(i32::from(code.byte(0)?)))
    }

    fn tensor(&self, index: i32) -> Result<&Table<'_>, Error> {
        let index = usize::try_from(index).map_err(|_| broken())?;
        self.tensors.get(index).ok_or_else(broken)
    }

    fn name(&self, index: i32) -> Result<String, Error> {
        let name = self.tensor(index)?.bytes(3)?;
        Ok(String::from_utf8_lossy(name).into_owned())
    }

    /// Shape and values of a constant.
    fn constant(&self, index: i32) -> Result<(Vec<i32>, Vec<f64>), Error> {
        let (tensor, name) = (self.tensor(index)?, self.name(index)?);
        match tensor.byte(1)? {
            FLOAT => {}
            1 => {
                return Err(Error::new(format!(
                    "tensor `{name}` is of float16: convert it to float first"
                )));
            }
            _ => return Err(quantised(&name)),
        }
        let shape = tensor.integers(0)?;
        let buffer = self
            .buffers
            .get(tensor.integer(2)? as usize)
            .ok_or_else(broken)?;
        let (values, rest) = buffer.bytes(0)?.as_chunks();
        let sizes = shape.iter().map(|&size| usize::try_from(size).ok());
        let product = sizes
            .into_iter()
            .try_fold(1_usize, |all, size| all.checked_mul(size?));
        if product != Some(values.len()) || !rest.is_empty() || values.is_empty() {
            let message = format!(
                "tensor `{name}` is of shape {shape:?}, but holds {} values",
                values.len()
            );
            return Err(Error::new(message));
        }
        let values = values
            .iter()
            .map(|&value| f64::from(f32::from_le_bytes(value)));
        Ok((shape, values.collect()))
    }

    /// `FULLY_CONNECTED`: weights are `[out, in]`, the bias may be missing.
    fn layer(&self, takes: &[i32], activation: Activation) -> Result<Layer, Error> {
        let &[_, weights, ref bias @ ..] = takes else {
            return Err(broken());
        };
        let name = self.name(weights)?;
        let (shape, values) = self.constant(weights)?;
        let &[outputs, inputs] = shape.as_slice() else {
            return Err(Error::new(format!(
                "the weights `{name}` are of shape {shape:?}, not a matrix"
            )));
        };
        let (outputs, inputs) = (outputs as usize, inputs as usize);
        let bias = match bias.first() {
            Some(&bias) if bias >= 0 => self.constant(bias)?.1,
            _ => vec![0.0; outputs],
        };
        Ok(Layer {
            name,
            activation,
            inputs,
            outputs,
            weights: values,
            bias,
        })
    }
}

/// `ActivationFunctionType`
fn fused_activation(code: u8, name: &str) -> Result<Activation, Error> {
    Ok(Activation::word(match code {
        0 => "linear",
        1 => "relu",
        2 => "hard_tanh",
        3 => "relu6",
        4 => "tanh",
        _ => {
            return Err(Error::new(format!(
                "`{name}` has an activation that is not supported"
            )));
        }
    }))
}

fn quantised(name: &str) -> Error {
    Error::new(format!(
        "tensor `{name}` is quantised: only networks of floats are supported, export the model without quantisation"
    ))
}
