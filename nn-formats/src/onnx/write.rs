//! From layers to a graph.

use super::proto::{DOUBLE, FLOAT};
use super::wire::Message;
use super::words::operator;
use crate::{Activation, Error, Layer, Model};

/// The operator set that is written: the first with `Gelu`.
const OPSET: i64 = 20;

/// Writes an ONNX file: a `Gemm` and an activation for each layer, a free number of samples.
///
/// # Errors
/// An activation that ONNX has no operator for.
pub fn write(model: &Model, name: &str) -> Result<Vec<u8>, Error> {
    model.check()?;
    let mut graph = Message::default();
    let mut current = "input".to_string();
    for (index, layer) in model.layers.iter().enumerate() {
        let [weights, bias] = ["weight", "bias"].map(|part| format!("{index}.{part}"));
        let is_last = index + 1 == model.layers.len();
        let output = if is_last {
            "output".into()
        } else {
            format!("layer{}", index + 1)
        };
        let is_linear = layer.activation.word == "linear";
        let sum = if is_linear {
            output.clone()
        } else {
            format!("layer{}.z", index + 1)
        };
        let turned = Message::default()
            .bytes(1, "transB")
            .number(3, 1)
            .number(20, 2);
        let gemm = node("Gemm", &[&current, &weights, &bias], &sum).bytes(5, turned);
        graph = graph.bytes(1, gemm);
        if !is_linear {
            for node in activation(&layer.activation, &sum, &output, model.is_double)? {
                graph = graph.bytes(1, node);
            }
        }
        current = output;
    }
    graph = graph.bytes(2, name);
    for (index, layer) in model.layers.iter().enumerate() {
        let Layer {
            inputs,
            outputs,
            weights,
            bias,
            ..
        } = layer;
        let double = model.is_double;
        let weights = tensor(
            &format!("{index}.weight"),
            &[*outputs, *inputs],
            weights,
            double,
        );
        let bias = tensor(&format!("{index}.bias"), &[*outputs], bias, double);
        graph = graph.bytes(5, weights).bytes(5, bias);
    }
    let graph = graph
        .bytes(11, value("input", model.inputs(), model.is_double))
        .bytes(12, value("output", model.outputs(), model.is_double));
    let opset = Message::default().bytes(1, "").number(2, OPSET);
    let mut file = Message::default()
        .number(1, 9)
        .bytes(2, "typed-nn")
        .bytes(7, graph)
        .bytes(8, opset);
    if let Some(samples) = &model.samples {
        for (key, values) in [
            ("typed_nn.input", &samples.inputs),
            ("typed_nn.output", &samples.outputs),
        ] {
            let values: Vec<_> = values.iter().map(f64::to_string).collect();
            file = file.bytes(
                14,
                Message::default().bytes(1, key).bytes(2, values.join(" ")),
            );
        }
    }
    Ok(file.0)
}

/// The nodes of an activation.
fn activation(
    activation: &Activation,
    from: &str,
    to: &str,
    is_double: bool,
) -> Result<Vec<Message>, Error> {
    let middle = format!("{to}.sigmoid");
    let bound = |number: f32| {
        let kind = if is_double { DOUBLE } else { FLOAT };
        let bytes = match is_double {
            true => f64::from(number).to_le_bytes().to_vec(),
            false => number.to_le_bytes().to_vec(),
        };
        let tensor = Message::default().number(2, kind).bytes(9, bytes);
        Message::default()
            .bytes(1, "value")
            .bytes(5, tensor)
            .number(20, 4)
    };
    let clip = |from_to: [f32; 2]| {
        let [low, high] = ["min", "max"].map(|end| format!("{to}.{end}"));
        let [min, max] = from_to.map(bound);
        vec![
            node("Constant", &[], &low).bytes(5, min),
            node("Constant", &[], &high).bytes(5, max),
            node("Clip", &[from, &low, &high], to),
        ]
    };
    Ok(match (activation.word.as_str(), operator(activation)) {
        ("silu", _) => vec![
            node("Sigmoid", &[from], &middle),
            node("Mul", &[from, &middle], to),
        ],
        ("relu6", _) => clip([0.0, 6.0]),
        ("hard_tanh", _) => clip([-1.0, 1.0]),
        ("gelu", _) => vec![node("Gelu", &[from], to)],
        ("gelu_tanh", _) => {
            let how = Message::default()
                .bytes(1, "approximate")
                .bytes(4, "tanh")
                .number(20, 3);
            vec![node("Gelu", &[from], to).bytes(5, how)]
        }
        (_, Some((operator, numbers))) => {
            let mut message = node(operator, &[from], to);
            for (name, number) in numbers {
                message = message.bytes(
                    5,
                    Message::default()
                        .bytes(1, name)
                        .float(2, number)
                        .number(20, 1),
                );
            }
            vec![message]
        }
        _ => {
            let text = activation.text();
            return Err(Error::new(format!("ONNX has no operator for `{text}`")));
        }
    })
}

/// `NodeProto`, named after its output.
fn node(operator: &str, inputs: &[&str], output: &str) -> Message {
    let inputs = inputs
        .iter()
        .fold(Message::default(), |node, input| node.bytes(1, input));
    inputs.bytes(2, output).bytes(3, output).bytes(4, operator)
}

/// `TensorProto`
fn tensor(name: &str, shape: &[usize], values: &[f64], is_double: bool) -> Message {
    let sizes = shape.iter().fold(Message::default(), |tensor, &size| {
        tensor.number(1, size as i64)
    });
    let (kind, raw): (_, Vec<u8>) = match is_double {
        true => (
            DOUBLE,
            values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
        ),
        false => (
            FLOAT,
            values
                .iter()
                .flat_map(|&value| (value as f32).to_le_bytes())
                .collect(),
        ),
    };
    sizes.number(2, kind).bytes(8, name).bytes(9, raw)
}

/// `ValueInfoProto`: `[samples, width]`
fn value(name: &str, width: usize, is_double: bool) -> Message {
    let samples = Message::default().bytes(2, "samples");
    let width = Message::default().number(1, width as i64);
    let shape = Message::default().bytes(1, samples).bytes(1, width);
    let kind = if is_double { DOUBLE } else { FLOAT };
    let tensor = Message::default().number(1, kind).bytes(2, shape);
    Message::default()
        .bytes(1, name)
        .bytes(2, Message::default().bytes(1, tensor))
}
