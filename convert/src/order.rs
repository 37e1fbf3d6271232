//! Arrays whose names say nothing but their order: `arr_0`, `W1`, `coefs_0`, `dense/kernel`.

use crate::Matrices;
use crate::arrays::{Array, fitting, shapes, shown, stage};
use crate::chain::Chain;
use nn_formats::safetensors::natural;
use nn_formats::{Error, Stage};

/// Takes the matrices for the layers' weights, the vectors for their biases, in the order of their names.
///
/// A `standardize` takes the vectors whose names end in `mean` and in `std` or `scale`, an underscore behind them or not.
pub fn in_order(
    mut arrays: Vec<Array>,
    chain: &Chain,
    matrices: Option<Matrices>,
) -> Result<Vec<Stage>, Error> {
    arrays.sort_by_cached_key(|array| natural(&array.name));
    let mut stages = vec![];
    let layers = chain.stages.iter().filter(|stage| stage.width.is_some());
    let count = layers.count();
    let statistics = match chain.stages.first() {
        Some(first) if first.function.word == "standardize" => {
            vec![
                take(&mut arrays, &["mean"])?,
                take(&mut arrays, &["std", "scale"])?,
            ]
        }
        _ => vec![],
    };
    let (weights, biases): (Vec<_>, Vec<_>) =
        arrays.into_iter().partition(|array| array.shape.len() == 2);
    let is_whole = weights.len() == count && (biases.len() == count || biases.is_empty());
    if !is_whole {
        return Err(Error::new(format!(
            "{count} dense layers were given, but it holds {} matrices and {} other arrays: {}, {}",
            weights.len(),
            biases.len(),
            shown(&weights),
            shown(&biases)
        )));
    }
    let matrices = match matrices {
        Some(matrices) => matrices,
        None => orientation(&weights, chain)?,
    };
    let (mut weights, mut biases) = (weights.into_iter(), biases.into_iter());
    for (index, (planned, width)) in chain.stages.iter().zip(chain.widths()).enumerate() {
        let [matrix, vector] = shapes(planned, width);
        let word = planned.function.word.as_str();
        let (name, found) = match (word, planned.width) {
            (_, Some(outputs)) => {
                let Some(array) = weights.next() else { break };
                let name = array.name.clone();
                let weights = fitting(array, &matrix, matrices)?;
                let bias = match biases.next() {
                    Some(bias) => fitting(bias, &vector, Matrices::OutIn)?,
                    None => vec![0.0; outputs],
                };
                (name, vec![weights, bias])
            }
            ("standardize", _) if index == 0 => {
                let found = statistics.iter().cloned();
                let found = found.map(|array| fitting(array, &vector, Matrices::OutIn));
                (word.to_owned(), found.collect::<Result<_, _>>()?)
            }
            ("dropout", _) => (word.to_owned(), vec![]),
            _ => {
                return Err(Error::new(format!(
                    "arrays in order are those of dense layers: call those of `{word}` {index}.weight and {index}.bias, \
                     and the others likewise"
                )));
            }
        };
        stages.push(stage(planned, width, &name, found)?);
    }
    Ok(stages)
}

/// The one array whose name ends so.
fn take(arrays: &mut Vec<Array>, endings: &[&str]) -> Result<Array, Error> {
    let ends = |array: &Array| {
        let name = array.name.trim_end_matches('_').to_lowercase();
        array.shape.len() == 1 && endings.iter().any(|ending| name.ends_with(ending))
    };
    let at = arrays.iter().position(ends).ok_or_else(|| {
        Error::new(format!(
            "`standardize` needs a vector whose name ends in `{}`: it holds {}",
            endings.join("` or `"),
            shown(arrays)
        ))
    })?;
    Ok(arrays.remove(at))
}

/// Which way the matrices lie, as far as their shapes say.
fn orientation(weights: &[Array], chain: &Chain) -> Result<Matrices, Error> {
    let layers = chain.stages.iter().zip(chain.widths());
    let shapes = layers.filter_map(|(stage, inputs)| Some([stage.width?, inputs]));
    let mut told = weights
        .iter()
        .zip(shapes)
        .filter(|(_, [out, inputs])| out != inputs);
    match told.next() {
        Some((array, shape)) if array.shape == shape => Ok(Matrices::OutIn),
        Some((array, [out, inputs])) if array.shape == [inputs, out] => Ok(Matrices::InOut),
        Some((array, shape)) => Err(Error::new(format!(
            "`{}` is of shape {:?}, its layer needs {shape:?} or the transposed",
            array.name, array.shape
        ))),
        None => Err(Error::new(
            "its matrices are square: say which way they lie, --matrices out-in (as in PyTorch) or in-out (Keras, scikit-learn)",
        )),
    }
}
