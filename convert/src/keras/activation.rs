//! Activations: functions and layers of Keras, and their words in a declaration.

use super::config::{Described, number};
use nn_formats::{Activation, Error};
use serde_json::Value;

/// Those of the same name, and those of others.
const WORDS: [(&str, &str); 20] = [
    ("linear", "linear"),
    ("relu", "relu"),
    ("relu6", "relu6"),
    ("selu", "selu"),
    ("gelu", "gelu"),
    ("silu", "silu"),
    ("swish", "silu"),
    ("mish", "mish"),
    ("softplus", "softplus"),
    ("softsign", "softsign"),
    ("tanh", "tanh"),
    ("sigmoid", "sigmoid"),
    ("hard_sigmoid", "hard_sigmoid"),
    ("hard_silu", "hard_swish"),
    ("hard_swish", "hard_swish"),
    ("hard_tanh", "hard_tanh"),
    ("softmax", "softmax"),
    ("log_softmax", "log_softmax"),
    ("elu", "elu"),
    ("celu", "celu"),
];

/// What stands at `activation` of a layer: a name, or a layer of its own.
pub fn named(value: &Value, layer: &Described, is_keras_2: bool) -> Result<Activation, Error> {
    let name = match value {
        Value::Null => "linear",
        Value::String(name) => name,
        object => {
            let class = object["class_name"].as_str().unwrap_or_default();
            let config = &object["config"];
            let inner = Described {
                class,
                name: layer.name,
                config,
            };
            return match (class, config) {
                ("function", Value::String(_)) => named(config, layer, is_keras_2),
                _ => match of_layer(&inner, is_keras_2)? {
                    Some(activation) => Ok(activation),
                    None => layer.refuse(&format!(
                        "has the activation `{class}`, which is not supported"
                    )),
                },
            };
        }
    };
    match WORDS.iter().find(|(theirs, _)| *theirs == name) {
        Some((_, "hard_sigmoid")) if is_keras_2 => {
            layer.refuse("has the hard_sigmoid of Keras 2, 0.2 x + 0.5: only Keras 3's, x / 6 + 0.5, is supported")
        }
        Some((_, word @ ("elu" | "celu"))) => Ok(Activation::with(word, 1.0)),
        Some((_, word)) => Ok(Activation::word(word)),
        // its usual number as a function, not as a layer
        None if name == "leaky_relu" => Ok(Activation::with(name, 0.2)),
        None => layer.refuse(&format!("has the activation `{name}`, which is not supported")),
    }
}

/// A layer that is an activation; none if it is another.
pub fn of_layer(layer: &Described, is_keras_2: bool) -> Result<Option<Activation>, Error> {
    Ok(Some(match layer.class {
        "Activation" => named(&layer.config["activation"], layer, is_keras_2)?,
        "ReLU" => relu(layer)?,
        "LeakyReLU" => {
            let slope = layer.number(&["negative_slope", "alpha"]).unwrap_or(0.3);
            Activation::with("leaky_relu", slope as f32)
        }
        "ELU" => Activation::with("elu", layer.number(&["alpha"]).unwrap_or(1.0) as f32),
        "Softmax" => match number(&layer.config["axis"]).unwrap_or(-1.0) {
            axis if axis == -1.0 || axis == 1.0 => Activation::word("softmax"),
            _ => return layer.refuse("has another axis than the last"),
        },
        _ => return Ok(None),
    }))
}

fn relu(layer: &Described) -> Result<Activation, Error> {
    let number = |name| layer.number(&[name]).unwrap_or(0.0);
    let most = layer.number(&["max_value"]);
    match (most, number("negative_slope"), number("threshold")) {
        (None, 0.0, 0.0) => Ok(Activation::word("relu")),
        (Some(6.0), 0.0, 0.0) => Ok(Activation::word("relu6")),
        (None, slope, 0.0) => Ok(Activation::with("leaky_relu", slope as f32)),
        _ => layer
            .refuse("has numbers that no activation has: only max_value = 6, or a negative_slope"),
    }
}
