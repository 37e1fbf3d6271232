//! From stages to a graph.

use super::wire::Message;
use super::words::operator;
use super::written::{attribute, constant, node, tensor, value};
use crate::{Activation, Error, Layer, Model, Norm, Stage};

/// The operator set that is written: the first with `Gelu`.
const OPSET: i64 = 20;

/// Writes an ONNX file: a `Gemm` and an activation for each dense layer, a free number of samples.
///
/// # Errors
/// An activation that ONNX has no operator for.
pub fn write(model: &Model, name: &str) -> Result<Vec<u8>, Error> {
    model.check()?;
    let (mut graph, mut current) = (Message::default(), "input".to_string());
    for (index, stage) in model.stages.iter().enumerate() {
        let output = match index + 1 == model.stages.len() {
            true => "output".to_string(),
            false => format!("layer{}", index + 1),
        };
        for node in nodes(stage, index, &current, &output, model.is_double)? {
            graph = graph.bytes(1, node);
        }
        current = output;
    }
    graph = graph.bytes(2, name);
    for (index, stage) in model.stages.iter().enumerate() {
        for part in stage.values() {
            let name = format!("{index}.{}", part.kind);
            let mut values = part.values.to_vec();
            if part.kind == "std" {
                // by 0 nothing is divided
                values
                    .iter_mut()
                    .filter(|std| **std == 0.0)
                    .for_each(|std| *std = 1.0);
            }
            graph = graph.bytes(5, tensor(&name, &part.shape, &values, model.is_double));
        }
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
            let entry = Message::default().bytes(1, key).bytes(2, values.join(" "));
            file = file.bytes(14, entry);
        }
    }
    Ok(file.0)
}

/// The nodes of a stage.
fn nodes(
    stage: &Stage,
    index: usize,
    from: &str,
    to: &str,
    is_double: bool,
) -> Result<Vec<Message>, Error> {
    let [weight, bias, mean, std, centred, ratio] =
        ["weight", "bias", "mean", "std", "centred", "ratio"].map(|part| format!("{index}.{part}"));
    Ok(match stage {
        Stage::Dense(Layer { activation: f, .. }) => {
            let turned = attribute("transB", 2).number(3, 1);
            let gemm = |to: &str| node("Gemm", &[from, &weight, &bias], to).bytes(5, turned);
            if f.word == "linear" {
                return Ok(vec![gemm(to)]);
            }
            let sum = format!("layer{}.z", index + 1);
            let mut nodes = vec![gemm(&sum)];
            nodes.extend(activation(f, &sum, to, is_double)?);
            nodes
        }
        Stage::Standardize(_) => vec![
            node("Sub", &[from, &mean], &centred),
            node("Div", &[&centred, &std], to),
        ],
        Stage::LayerNorm(Norm { epsilon, .. }) => {
            let epsilon = attribute("epsilon", 1).float(2, *epsilon);
            vec![node("LayerNormalization", &[from, &weight, &bias], to).bytes(5, epsilon)]
        }
        Stage::Dropout(p) => vec![
            constant(&ratio, *p, is_double),
            node("Dropout", &[from, &ratio], to),
        ],
    })
}

/// The nodes of an activation.
fn activation(
    activation: &Activation,
    from: &str,
    to: &str,
    is_double: bool,
) -> Result<Vec<Message>, Error> {
    let middle = format!("{to}.sigmoid");
    let clip = |[min, max]: [f32; 2]| {
        let [low, high] = ["min", "max"].map(|end| format!("{to}.{end}"));
        vec![
            constant(&low, min, is_double),
            constant(&high, max, is_double),
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
            let how = attribute("approximate", 3).bytes(4, "tanh");
            vec![node("Gelu", &[from], to).bytes(5, how)]
        }
        (_, Some((operator, numbers))) => {
            let mut message = node(operator, &[from], to);
            for (name, number) in numbers {
                message = message.bytes(5, attribute(name, 1).float(2, number));
            }
            vec![message]
        }
        _ => {
            let text = activation.text();
            return Err(Error::new(format!("ONNX has no operator for `{text}`")));
        }
    })
}
