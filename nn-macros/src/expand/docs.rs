//! What rustdoc shows of a network: shapes, counts, and the equations of its own passes.

use crate::check::{activation_text, width_text};
use crate::model::{Chain, Kind, Network, Stage, Training, Width};

/// The field of a stage.
pub fn of_field(stage: &Stage) -> String {
    match &stage.kind {
        Kind::Network(_) => match stage.training {
            Training::All => format!("[`{}`]", stage.text),
            _ => format!("`{}`, of [`{}`]", stage.declared(), stage.text),
        },
        _ => format!("`{}`", stage.declared()),
    }
}

/// Under the user's own docs: the layers as a table, and the counts.
pub fn of_network(network: &Network) -> Vec<String> {
    let Network { chain, scalar, .. } = network;
    let mut lines = vec![
        String::new(),
        "| layer | stage | shape | parameters | multiply-accumulates |".into(),
        "|---|---|---|---|---|".into(),
    ];
    for (stage, (input, output)) in chain.stages.iter().zip(chain.shapes()) {
        let shape = format!("{} → {}", width_text(&input), width_text(&output));
        let counts = match (Chain::count(stage, &input), &stage.kind) {
            (Some((params, macs)), _) => format!("{params} | {macs}"),
            (None, Kind::Dense { .. }) => {
                let (i, o) = (factor(&input), factor(&output));
                format!("{o} × ({i} + 1) | {o} × {i}")
            }
            (None, Kind::Network(_)) => format!("`{0}::PARAMS` | `{0}::MACS`", stage.text),
            (None, Kind::Other { .. }) => "see `summary()` | see `summary()`".into(),
            (None, Kind::Residual(_)) => "see its layers | see its layers".into(),
        };
        let text = stage.declared().replace('|', "\\|");
        lines.push(format!(
            "| `{}` | `{text}` | {shape} | {counts} |",
            stage.field
        ));
    }
    lines.push(String::new());
    lines.push(match chain.counts() {
        Some((params, macs)) => format!(
            "In all {params} parameters of `{}` in {} bytes, {macs} multiply-accumulates.",
            scalar.name,
            params * scalar.bytes
        ),
        None => format!("Its parameters are `{}`.", scalar.name),
    });
    lines
}

/// A width in a product.
fn factor(width: &Width) -> String {
    let text = width_text(width);
    if text.contains(' ') {
        format!("({text})")
    } else {
        text
    }
}

/// The forward pass as equations.
pub fn of_forward(network: &Network) -> Vec<String> {
    let mut lines = vec![
        "The outputs for one sample.".into(),
        String::new(),
        "```text".into(),
    ];
    let mut before = "x".to_string();
    for (index, stage) in network.chain.stages.iter().enumerate() {
        let n = subscript(index + 1);
        lines.push(match &stage.kind {
            Kind::Dense { .. } => {
                format!("a{n} = {}(z{n}),  z{n} = W{n} {before} + b{n}", word(stage))
            }
            Kind::Network(_) => format!("a{n} = {}({before})", stage.text),
            Kind::Other { .. } => format!("a{n} = {}({before})", stage.text.trim_end_matches("()")),
            Kind::Residual(_) => format!(
                "a{n} = F{n}({before}) + {before},  F{n} = {}",
                inside(stage)
            ),
        });
        before = format!("a{n}");
    }
    lines.extend([format!("y = {before}"), "```".into()]);
    lines
}

/// The backward pass as equations, from the output back to the first layer.
pub fn of_gradient(network: &Network) -> Vec<String> {
    let stages = &network.chain.stages;
    let loss = network.loss.as_ref().map(|loss| {
        loss.path
            .segments
            .last()
            .map(|segment| segment.ident.to_string())
            .unwrap_or_default()
    });
    let loss = loss.map_or("the loss".into(), |loss| format!("`{loss}`"));
    let mut lines = vec![
        "The loss L of one sample; its gradient is added to `gradient`.".into(),
        String::new(),
        format!(
            "The target is a vector of outputs or a class as an integer. δ is ∂L/∂z; that of the \
                 last layer comes from {loss} in closed form. The loss is NaN, and nothing is added, \
                 if there is no such class."
        ),
        String::new(),
        "```text".into(),
    ];
    let untrained = network.chain.untrained();
    for (index, stage) in stages.iter().enumerate().skip(untrained).rev() {
        let n = subscript(index + 1);
        let before = if index == 0 {
            "x".into()
        } else {
            format!("a{}", subscript(index))
        };
        let from = match stages.get(index + 1) {
            None => format!("∂L/∂z{n}"),
            Some(next) => {
                let m = subscript(index + 2);
                let back = match &next.kind {
                    Kind::Dense { .. } => format!("W{m}ᵀ δ{m}"),
                    Kind::Network(_) => format!("(∂{}/∂a{n})ᵀ δ{m}", next.text),
                    Kind::Other { .. } => format!("(∂a{m}/∂a{n})ᵀ δ{m}"),
                    Kind::Residual(_) => format!("(∂F{m}/∂a{n})ᵀ δ{m} + δ{m}"),
                };
                match &stage.kind {
                    Kind::Dense { .. } => format!("({back}) ⊙ {}′(z{n})", word(stage)),
                    Kind::Network(_) => {
                        format!("({back}) ⊙ the slope of {}'s last layer", stage.text)
                    }
                    Kind::Residual(_) | Kind::Other { .. } => back,
                }
            }
        };
        lines.push(format!("δ{n} = {from}"));
        lines.extend(match (stage.training, &stage.kind) {
            (Training::Nothing, _) => None,
            (Training::Biases, Kind::Dense { .. }) => Some(format!("∂L/∂b{n} = δ{n}")),
            (Training::Biases, _) => Some(format!(
                "∂L/∂{}: of the biases alone, by its own backward pass from δ{n}",
                stage.field
            )),
            (Training::All, Kind::Dense { .. }) => {
                Some(format!("∂L/∂W{n} = δ{n} {before}ᵀ    ∂L/∂b{n} = δ{n}"))
            }
            (Training::All, Kind::Other { .. }) => Some(format!(
                "∂L/∂{}: of its parameters, if it has any, from δ{n}",
                stage.field
            )),
            (Training::All, Kind::Network(_)) => Some(format!(
                "∂L/∂{}: its own backward pass, from δ{n}",
                stage.field
            )),
            (Training::All, Kind::Residual(_)) => {
                Some(format!("∂L/∂F{n}: the same within its braces, from δ{n}"))
            }
        });
    }
    lines.push("```".into());
    lines
}

/// The activation without its width.
fn word(stage: &Stage) -> String {
    match &stage.kind {
        Kind::Dense { activation, .. } => activation_text(activation),
        _ => stage.text.clone(),
    }
}

/// What stands in the braces of a residual block.
fn inside(stage: &Stage) -> &str {
    stage
        .text
        .trim_end_matches("+ skip")
        .trim()
        .trim_matches(['{', '}', ' '])
}

/// 12 → ₁₂
fn subscript(number: usize) -> String {
    let digit = |d: char| char::from_u32('₀' as u32 + (d as u32 - '0' as u32)).unwrap_or(d);
    number.to_string().chars().map(digit).collect()
}
