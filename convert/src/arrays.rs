//! A network from arrays that have names, and layers that were given.

use crate::chain::Planned;
use crate::flat::flat;
use crate::names::{module, named};
use crate::order::in_order;
use crate::{Given, Matrices};
use nn_formats::{Error, Layer, Model, Norm, Samples, Scaler, Stage};

/// An array of a file.
#[derive(Clone, Debug)]
pub struct Array {
    /// `0.weight`
    pub name: String,
    /// `F16`, `BF16`, `F32` or `F64`.
    pub dtype: &'static str,
    /// `[out, in]`
    pub shape: Vec<usize>,
    /// Row by row.
    pub values: Vec<f64>,
}

/// Puts arrays into the layers that were given.
///
/// They are called after the fields of a declaration, `layer1.weight`, or numbered like PyTorch's, `0.weight`; or they
/// are the matrices and vectors of dense layers, in the order of their names; or one vector holds all parameters.
///
/// # Errors
/// What is missing, superfluous or of another shape.
pub fn assemble(mut arrays: Vec<Array>, given: &Given) -> Result<Model, Error> {
    let Some(chain) = &given.layers else {
        let shown = shown(&arrays);
        return Err(Error::new(format!(
            "it does not say what its layers are: give them, as in --layers \"4 => relu 8 => softmax 3\"; it holds {shown}"
        )));
    };
    let samples = samples(&mut arrays);
    let is_double = arrays.iter().any(|array| array.dtype == "F64");
    let half = arrays.iter().find(|array| array.dtype.ends_with("F16"));
    if let Some(Array { name, dtype, .. }) = half.filter(|_| given.is_double.is_none()) {
        return Err(Error::new(format!(
            "`{name}` is of {dtype}: --scalar f32 converts it"
        )));
    }
    let is_named = |array: &Array| module(&array.name).is_some();
    let stages = if let [all] = arrays.as_slice()
        && all.shape.len() == 1
    {
        flat(all, chain, given.matrices.unwrap_or(Matrices::OutIn))?
    } else if arrays.iter().any(is_named) && given.matrices.is_none() {
        named(arrays, chain, &given.names)?
    } else {
        in_order(arrays, chain, given.matrices)?
    };
    let model = Model {
        stages,
        is_double: chain.is_double.unwrap_or(is_double),
        samples,
    };
    model.check()?;
    Ok(model)
}

/// Inputs and outputs that travel with the weights.
fn samples(arrays: &mut Vec<Array>) -> Option<Samples> {
    let mut take = |name: &str| {
        let at = arrays.iter().position(|array| array.name == name)?;
        Some(arrays.remove(at).values)
    };
    let (inputs, outputs) = (take("typed_nn.input"), take("typed_nn.output"));
    Some(Samples {
        inputs: inputs?,
        outputs: outputs?,
    })
}

/// The shapes of the two arrays of a stage.
pub fn shapes(planned: &Planned, inputs: usize) -> [Vec<usize>; 2] {
    match planned.width {
        Some(outputs) => [vec![outputs, inputs], vec![outputs]],
        None => [vec![inputs], vec![inputs]],
    }
}

/// The values of an array of that shape, `[out, in]`.
pub fn fitting(array: Array, needed: &[usize], matrices: Matrices) -> Result<Vec<f64>, Error> {
    let Array {
        name,
        shape,
        values,
        ..
    } = array;
    let turned: Vec<_> = needed.iter().rev().copied().collect();
    let is_matrix = needed.len() == 2;
    let wanted = match matrices {
        Matrices::InOut if is_matrix => &turned,
        _ => needed,
    };
    if shape != wanted {
        let hint = match shape == turned || shape == needed {
            true => ": it is transposed",
            false => "",
        };
        return Err(Error::new(format!(
            "`{name}` is of shape {shape:?}, its layer needs {wanted:?}{hint}"
        )));
    }
    match (matrices, needed) {
        (Matrices::InOut, &[outputs, inputs]) => {
            let at = |index: usize| values[index % inputs * outputs + index / inputs];
            Ok((0..values.len()).map(at).collect())
        }
        _ => Ok(values),
    }
}

/// A stage with its values.
pub fn stage(
    planned: &Planned,
    inputs: usize,
    name: &str,
    values: Vec<Vec<f64>>,
) -> Result<Stage, Error> {
    let (name, function) = (name.to_owned(), planned.function.clone());
    let number = function.numbers.first().copied();
    let [first, second] = <[_; 2]>::try_from(values).unwrap_or_default();
    Ok(match (function.word.as_str(), planned.width) {
        (_, Some(outputs)) => Stage::Dense(Layer {
            name,
            activation: function,
            inputs,
            outputs,
            weights: first,
            bias: second,
        }),
        ("standardize", _) => Stage::Standardize(Scaler {
            name,
            mean: first,
            std: second,
        }),
        ("layer_norm", _) => Stage::LayerNorm(Norm {
            name,
            epsilon: number.unwrap_or(Norm::EPSILON),
            weights: first,
            bias: second,
        }),
        _ => {
            let missing = || Error::new("`dropout` needs its p, as in `dropout(0.1)`");
            Stage::Dropout(number.ok_or_else(missing)?)
        }
    })
}

/// `0.weight` [3, 2], `0.bias` [3]
pub fn shown(arrays: &[Array]) -> String {
    let mut shown: Vec<_> = arrays
        .iter()
        .take(12)
        .map(|array| format!("`{}` {:?}", array.name, array.shape))
        .collect();
    if arrays.len() > shown.len() {
        shown.push("…".into());
    }
    match shown.is_empty() {
        true => "nothing".into(),
        false => shown.join(", "),
    }
}
