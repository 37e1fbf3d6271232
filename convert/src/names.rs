//! Arrays that are called after their layers: `layer1.weight`, `0.weight`, or as is said.

use crate::Matrices;
use crate::arrays::{Array, fitting, shapes, shown, stage};
use crate::chain::Chain;
use nn_formats::safetensors::natural;
use nn_formats::{Error, Stage};

/// Finds the arrays of each stage by name.
pub fn named(mut arrays: Vec<Array>, chain: &Chain, names: &[String]) -> Result<Vec<Stage>, Error> {
    let modules = modules(&arrays, chain, names)?;
    let (mut stages, mut modules) = (vec![], modules.into_iter());
    for (planned, width) in chain.stages.iter().zip(chain.widths()) {
        if planned.function.word == "dropout" {
            stages.push(stage(planned, width, "", vec![])?);
            continue;
        }
        let name = modules.next().unwrap_or_default();
        let kinds = if planned.function.word == "standardize" {
            ["mean", "std"]
        } else {
            ["weight", "bias"]
        };
        let mut values = vec![];
        for (kind, needed) in kinds.into_iter().zip(shapes(planned, width)) {
            let wanted = format!("{name}.{kind}");
            let Some(at) = arrays.iter().position(|array| array.name == wanted) else {
                let shown = shown(&arrays);
                return Err(Error::new(format!(
                    "`{wanted}` is missing; left are {shown}"
                )));
            };
            values.push(fitting(arrays.remove(at), &needed, Matrices::OutIn)?);
        }
        stages.push(stage(planned, width, &name, values)?);
    }
    match arrays.first() {
        None => Ok(stages),
        Some(_) => Err(Error::new(format!(
            "it holds more than the layers that were given: {}",
            shown(&arrays)
        ))),
    }
}

/// What the stages are called whose arrays there are, from the first to the last.
fn modules(arrays: &[Array], chain: &Chain, names: &[String]) -> Result<Vec<String>, Error> {
    if !names.is_empty() {
        return Ok(names.to_vec());
    }
    let has = |name: &str| arrays.iter().any(|array| module(&array.name) == Some(name));
    let stages = chain.stages.iter().enumerate();
    let own: Vec<_> = stages
        .filter(|(_, stage)| stage.function.word != "dropout")
        .map(|(index, stage)| stage.field.clone().unwrap_or(format!("layer{}", index + 1)))
        .collect();
    if own.iter().any(|name| has(name)) {
        return Ok(own);
    }
    let mut found: Vec<_> = arrays
        .iter()
        .filter_map(|array| module(&array.name))
        .collect();
    found.sort_by_cached_key(|name| natural(name));
    let around = |name: &str| -> (String, String) {
        let end = name
            .rfind(|c: char| c.is_ascii_digit())
            .map_or(0, |at| at + 1);
        let start = name[..end]
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .len();
        (name[..start].to_owned(), name[end..].to_owned())
    };
    if found
        .windows(2)
        .any(|pair| around(pair[0]) != around(pair[1]))
    {
        return Err(Error::new(format!(
            "which of its layers is the first? Name them in their order, as in --names \"{}\"",
            found.join(",")
        )));
    }
    if found.len() != own.len() {
        return Err(Error::new(format!(
            "{} layers with weights were given, but it holds {}: {}",
            own.len(),
            found.len(),
            shown(arrays)
        )));
    }
    Ok(found.into_iter().map(str::to_owned).collect())
}

/// `0` of `0.weight`
pub fn module(name: &str) -> Option<&str> {
    [".weight", ".mean"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
}
