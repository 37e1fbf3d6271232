//! A network as Python source: a `torch.nn.Sequential` with its weights.

use nn_formats::{Activation, Error, Model};
use std::fmt::Write;

/// PyTorch's module of an activation; `None` for `linear`.
fn module(activation: &Activation) -> Result<Option<String>, Error> {
    let number = activation
        .numbers
        .first()
        .map(|number| format!("{number:?}"));
    let number = number.unwrap_or_default();
    Ok(Some(match activation.word.as_str() {
        "linear" => return Ok(None),
        "relu" => "ReLU()".into(),
        "relu6" => "ReLU6()".into(),
        "leaky_relu" => format!("LeakyReLU({number})"),
        "elu" => format!("ELU({number})"),
        "selu" => "SELU()".into(),
        "celu" => format!("CELU({number})"),
        "gelu" => "GELU()".into(),
        "gelu_tanh" => "GELU(approximate=\"tanh\")".into(),
        "silu" => "SiLU()".into(),
        "mish" => "Mish()".into(),
        "softplus" => "Softplus()".into(),
        "softsign" => "Softsign()".into(),
        "tanh" => "Tanh()".into(),
        "sigmoid" => "Sigmoid()".into(),
        "hard_sigmoid" => "Hardsigmoid()".into(),
        "hard_swish" => "Hardswish()".into(),
        "hard_tanh" => "Hardtanh()".into(),
        "softmax" => "Softmax(dim=-1)".into(),
        "log_softmax" => "LogSoftmax(dim=-1)".into(),
        other => return Err(Error::new(format!("PyTorch has no module for `{other}`"))),
    }))
}

/// The source, in which `net` is the network.
pub fn source(model: &Model, name: &str) -> Result<String, Error> {
    let dtype = if model.is_double {
        "float64"
    } else {
        "float32"
    };
    let (mut modules, mut weights, mut index) = (String::new(), String::new(), 0);
    for layer in &model.layers {
        let (inputs, outputs) = (layer.inputs, layer.outputs);
        let _ = writeln!(
            modules,
            "    nn.Linear({inputs}, {outputs}, dtype=torch.{dtype}),"
        );
        let rows: Vec<_> = layer
            .weights
            .chunks(inputs)
            .map(|row| format!("{row:?}"))
            .collect();
        let _ = writeln!(weights, "    \"{index}.weight\": [{}],", rows.join(", "));
        let _ = writeln!(weights, "    \"{index}.bias\": {:?},", layer.bias);
        index += 1;
        if let Some(module) = module(&layer.activation)? {
            let _ = writeln!(modules, "    nn.{module},");
            index += 1;
        }
    }
    // what Python calls numbers that are none
    let weights = weights
        .replace("NaN", "float(\"nan\")")
        .replace("inf", "float(\"inf\")");
    Ok(format!(
        "\"\"\"{name}: {}\"\"\"\n\nimport torch\nfrom torch import nn\n\nnet = nn.Sequential(\n{modules})\n\
         weights = {{\n{weights}}}\n\
         net.load_state_dict({{name: torch.tensor(values, dtype=torch.{dtype}) for name, values in weights.items()}})\n",
        model.chain()
    ))
}
