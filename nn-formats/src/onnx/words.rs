//! Activations: ONNX's operators and their words in a declaration.

use super::proto::Node;
use super::walk::Walk;
use crate::{Activation, Error};

/// Those without numbers.
const PLAIN: [(&str, &str); 11] = [
    ("Relu", "relu"),
    ("Tanh", "tanh"),
    ("Sigmoid", "sigmoid"),
    ("Mish", "mish"),
    ("Softplus", "softplus"),
    ("Softsign", "softsign"),
    ("HardSwish", "hard_swish"),
    ("Selu", "selu"),
    ("Softmax", "softmax"),
    ("LogSoftmax", "log_softmax"),
    ("Swish", "silu"),
];

/// Those with one, `alpha`, that both sides know, and what it usually is in ONNX.
const WITH_ALPHA: [(&str, &str, f32); 3] = [
    ("LeakyRelu", "leaky_relu", 0.01),
    ("Elu", "elu", 1.0),
    ("Celu", "celu", 1.0),
];

/// ONNX's own defaults for `Selu`, and for `Swish`.
const NUMBERS: [(&str, &str, f32); 3] = [
    ("Selu", "alpha", 1.673_263_2),
    ("Selu", "gamma", 1.050_701),
    ("Swish", "alpha", 1.0),
];

/// The activation that a node computes; `None` if it is none.
pub fn activation(node: &Node, opset: i64, walk: &Walk) -> Result<Option<Activation>, Error> {
    let operator = node.operator.as_str();
    if let Some((_, word, usual)) = WITH_ALPHA.iter().find(|(name, ..)| *name == operator) {
        let alpha = node.float("alpha", *usual);
        let numbers = vec![alpha];
        return Ok(Some(Activation {
            word: (*word).into(),
            numbers,
        }));
    }
    for (_, attribute, usual) in NUMBERS.iter().filter(|(name, ..)| *name == operator) {
        let number = node.float(attribute, *usual);
        if (number - usual).abs() > 1e-5 {
            return Err(Error::new(format!(
                "{} has {attribute} = {number}: only {usual} is supported",
                node.shown()
            )));
        }
    }
    let word = match operator {
        "Softmax" | "LogSoftmax" => {
            let axis = node.number("axis", if opset < 13 { 1 } else { -1 });
            if axis != 1 && axis != -1 {
                let shown = node.shown();
                return Err(Error::new(format!(
                    "{shown} has axis = {axis}: a network's outputs lie along axis 1"
                )));
            }
            None
        }
        "Gelu" => match node.attribute("approximate").map_or("none", |a| &a.text) {
            "tanh" => Some("gelu_tanh"),
            _ => Some("gelu"),
        },
        "HardSigmoid" => {
            let (alpha, beta) = (node.float("alpha", 0.2), node.float("beta", 0.5));
            if (alpha - 1.0 / 6.0).abs() > 1e-6 || beta != 0.5 {
                return Err(Error::new(format!(
                    "{} has alpha = {alpha} and beta = {beta}: only 1/6 and 0.5 are supported, as in PyTorch",
                    node.shown()
                )));
            }
            Some("hard_sigmoid")
        }
        "Clip" => Some(clip(node, walk)?),
        _ => None,
    };
    let plain = || PLAIN.iter().find(|(name, _)| *name == operator);
    let word = word.or_else(|| plain().map(|(_, word)| *word));
    Ok(word.map(Activation::word))
}

/// `Clip` with bounds that have a name.
fn clip(node: &Node, walk: &Walk) -> Result<&'static str, Error> {
    let bound = |index: usize, name: &str| -> Result<f64, Error> {
        let input = node.inputs.get(index).map(|name| walk.constant(name));
        let input = input.transpose()?.flatten();
        let value = input.and_then(|tensor| tensor.values.first().copied());
        Ok(value.unwrap_or_else(|| f64::from(node.float(name, f32::NAN))))
    };
    let bounds = (bound(1, "min")?, bound(2, "max")?);
    if bounds == (0.0, 6.0) {
        Ok("relu6")
    } else if bounds == (-1.0, 1.0) {
        Ok("hard_tanh")
    } else if bounds.0 == 0.0 && bounds.1.is_nan() {
        Ok("relu")
    } else {
        Err(Error::new(format!(
            "{} has the bounds {} and {}: only 0 and 6 (`relu6`), or -1 and 1 (`hard_tanh`) are supported",
            node.shown(),
            bounds.0,
            bounds.1
        )))
    }
}

/// An activation that was written as several nodes, and the name of its output.
pub fn pattern<'g>(walk: &Walk<'g>, x: &str) -> Option<(Activation, &'g str)> {
    let nodes = walk.takers(x);
    let first = |operator: &str| nodes.iter().copied().find(|node| node.operator == operator);
    let product = |value: &str| {
        let node = walk.taker(value).filter(|node| node.operator == "Mul")?;
        let output = node.outputs.first()?.as_str();
        (Walk::other(node, value) == Some(x)).then_some(output)
    };
    let behind = |node: &'g Node, operator: &str| {
        let next = walk.taker(node.outputs.first()?)?;
        (next.operator == operator).then_some(next)
    };
    let is = |node: &'g Node, value: &str, expected: f64| {
        let number = Walk::other(node, value).and_then(|name| walk.constant(name).ok()?);
        number.is_some_and(|n| matches!(n.values[..], [n] if (n - expected).abs() < 1e-6))
    };
    if nodes.len() != 2 {
        return None;
    }
    if let Some(sigmoid) = first("Sigmoid") {
        return Some((Activation::word("silu"), product(sigmoid.outputs.first()?)?));
    }
    if let Some(sigmoid) = first("HardSigmoid") {
        let alpha = sigmoid.float("alpha", 0.2);
        let is_usual = (alpha - 1.0 / 6.0).abs() < 1e-6 && sigmoid.float("beta", 0.5) == 0.5;
        let output = product(sigmoid.outputs.first()?)?;
        return is_usual.then(|| (Activation::word("hard_swish"), output));
    }
    if let Some(softplus) = first("Softplus") {
        let tanh = behind(softplus, "Tanh")?;
        return Some((Activation::word("mish"), product(tanh.outputs.first()?)?));
    }
    let half = first("Div").filter(|node| is(node, x, std::f64::consts::SQRT_2))?;
    let erf = behind(half, "Erf")?;
    let one = behind(erf, "Add").filter(|node| is(node, &erf.outputs[0], 1.0))?;
    let whole = product(one.outputs.first()?)?;
    let scaled = walk
        .taker(whole)
        .filter(|node| node.operator == "Mul" && is(node, whole, 0.5))?;
    Some((Activation::word("gelu"), scaled.outputs.first()?))
}

/// The operator of an activation, with its attributes.
pub fn operator(activation: &Activation) -> Option<(&'static str, Vec<(&'static str, f32)>)> {
    let word = activation.word.as_str();
    if let Some((operator, _, usual)) = WITH_ALPHA.iter().find(|(_, name, _)| *name == word) {
        let alpha = activation.numbers.first().copied().unwrap_or(*usual);
        return Some((operator, vec![("alpha", alpha)]));
    }
    match word {
        _ if !activation.numbers.is_empty() => None,
        "silu" => None,
        "hard_sigmoid" => Some(("HardSigmoid", vec![("alpha", 1.0 / 6.0), ("beta", 0.5)])),
        _ => {
            let plain = PLAIN.iter().find(|(_, name)| *name == word);
            plain.map(|(operator, _)| (*operator, vec![]))
        }
    }
}
