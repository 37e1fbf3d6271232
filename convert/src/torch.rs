//! A network as Python source: a `torch.nn.Sequential` with its weights.

use nn_formats::{Activation, Error, Model, Stage, Values};
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

/// What PyTorch has no module for.
const STANDARDIZE: &str = "

class Standardize(nn.Module):
    def __init__(self, width, dtype):
        super().__init__()
        self.register_buffer(\"mean\", torch.zeros(width, dtype=dtype))
        self.register_buffer(\"std\", torch.ones(width, dtype=dtype))

    def forward(self, x):
        return (x - self.mean) / self.std

";

/// The source, in which `net` is the network.
///
/// # Errors
/// An activation that PyTorch has no module for.
pub fn source(model: &Model, name: &str) -> Result<String, Error> {
    let dtype = if model.is_double {
        "float64"
    } else {
        "float32"
    };
    let (mut modules, mut weights, mut index) = (String::new(), String::new(), 0);
    for stage in &model.stages {
        let activation = match stage {
            Stage::Dense(layer) => module(&layer.activation)?,
            _ => None,
        };
        let made = match stage {
            Stage::Dense(layer) => {
                let (inputs, outputs) = (layer.inputs, layer.outputs);
                format!("nn.Linear({inputs}, {outputs}, dtype=torch.{dtype})")
            }
            Stage::Standardize(scaler) => {
                format!("Standardize({}, torch.{dtype})", scaler.mean.len())
            }
            Stage::LayerNorm(norm) => {
                let (width, epsilon) = (norm.weights.len(), norm.epsilon);
                format!("nn.LayerNorm({width}, eps={epsilon:?}, dtype=torch.{dtype})")
            }
            Stage::Dropout(p) => format!("nn.Dropout({p:?})"),
        };
        let _ = writeln!(modules, "    {made},");
        for part in stage.values() {
            let _ = writeln!(weights, "    \"{index}.{}\": {},", part.kind, list(&part));
        }
        index += 1;
        if let Some(module) = activation {
            let _ = writeln!(modules, "    nn.{module},");
            index += 1;
        }
    }
    // what Python calls numbers that are none
    let weights = weights
        .replace("NaN", "float(\"nan\")")
        .replace("inf", "float(\"inf\")");
    let is_standard = |stage: &Stage| matches!(stage, Stage::Standardize(_));
    let class = match model.stages.iter().any(is_standard) {
        true => STANDARDIZE,
        false => "",
    };
    Ok(format!(
        "\"\"\"{name}: {}\"\"\"\n\nimport torch\nfrom torch import nn\n{class}\nnet = nn.Sequential(\n{modules})\n\
         weights = {{\n{weights}}}\n\
         net.load_state_dict({{name: torch.tensor(values, dtype=torch.{dtype}) for name, values in weights.items()}})\n\
         net.eval()\n",
        model.chain()
    ))
}

/// Values as Python writes them, a list for each row. Where nothing is divided, by 1.
fn list(part: &Values) -> String {
    let divisor = |&value: &f64| match part.kind {
        "std" if value == 0.0 => 1.0,
        _ => value,
    };
    let values: Vec<_> = part.values.iter().map(divisor).collect();
    match part.shape.as_slice() {
        &[_, columns] => {
            let rows = values.chunks(columns).map(|row| format!("{row:?}"));
            format!("[{}]", rows.collect::<Vec<_>>().join(", "))
        }
        _ => format!("{values:?}"),
    }
}
