//! The weights of a Keras model in an HDF5 file.

use super::config::Described;
use crate::arrays::Array;
use crate::numpy::MOST;
use hdf5_pure::{DType, Dataset, File, Group};
use nn_formats::Error;

/// An HDF5 file.
pub struct Weights(File);

/// How deep groups may lie in each other.
const DEEPEST: usize = 8;

impl Weights {
    pub fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        File::from_bytes(bytes)
            .map(Self)
            .map_err(|error| broken(&error))
    }

    /// A text that belongs to the whole file.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let attributes = self.0.root().attrs().ok()?;
        attributes.get(name)?.as_str().map(str::to_owned)
    }

    /// All arrays of numbers, each with its path.
    pub fn all(&self) -> Result<Vec<Array>, Error> {
        let mut arrays = vec![];
        collect(&self.0.root(), "", DEEPEST, &mut arrays)?;
        Ok(arrays)
    }

    /// The arrays of a layer, by their order or their names: `0`, `1`, or `kernel`, `bias`.
    ///
    /// `nth` is how many layers of its class stand before it.
    pub fn of_layer(&self, layer: &Described, nth: usize) -> Result<Vec<Array>, Error> {
        let mut class = snake_case(layer.class);
        if nth > 0 {
            class = format!("{class}_{nth}");
        }
        let name = layer.name;
        // of .keras, of .h5
        let places = [
            format!("layers/{class}/vars"),
            format!("model_weights/{name}"),
        ];
        let Some(group) = places.iter().find_map(|place| self.0.group(place).ok()) else {
            return layer.refuse("has no weights in the file");
        };
        let mut arrays = vec![];
        collect(&group, "", DEEPEST, &mut arrays)?;
        for array in &mut arrays {
            // `sequential/dense/kernel:0`
            let last = array.name.rsplit('/').next().unwrap_or_default();
            array.name = last.trim_end_matches(":0").to_owned();
        }
        Ok(arrays)
    }
}

fn collect(
    group: &Group,
    path: &str,
    deepest: usize,
    arrays: &mut Vec<Array>,
) -> Result<(), Error> {
    let mut names = group.datasets().map_err(|error| broken(&error))?;
    names.sort();
    for name in names {
        let dataset = group.dataset(&name).map_err(|error| broken(&error))?;
        let name = format!("{path}{name}");
        arrays.extend(array(&name, &dataset)?);
    }
    let mut names = group.groups().map_err(|error| broken(&error))?;
    names.sort();
    // what an optimiser remembers is no part of a network
    names.retain(|name| !(path.is_empty() && name.starts_with("optimizer")));
    let Some(deeper) = deepest.checked_sub(1) else {
        return Err(Error::new("its groups lie too deep in each other"));
    };
    for name in names {
        let inner = group.group(&name).map_err(|error| broken(&error))?;
        collect(&inner, &format!("{path}{name}/"), deeper, arrays)?;
    }
    Ok(())
}

/// The numbers of a dataset; none if they are whole, as counts are.
fn array(name: &str, dataset: &Dataset) -> Result<Option<Array>, Error> {
    let wrong = |error| Error::new(format!("`{name}` in it cannot be read: {error}"));
    let dtype = match dataset.dtype().map_err(wrong)? {
        DType::F32 => "F32",
        DType::F64 => "F64",
        DType::Other(_) => {
            return Err(Error::new(format!(
                "`{name}` in it is neither of float32 nor of float64: save the model with one of them"
            )));
        }
        _ => return Ok(None),
    };
    let shape = dataset.shape().map_err(wrong)?;
    let count = shape
        .iter()
        .try_fold(1_u64, |count, &size| count.checked_mul(size));
    if count.is_none_or(|count| count > MOST / 8) {
        return Err(Error::new(format!("`{name}` in it is larger than 1 GiB")));
    }
    let shape: Vec<_> = shape.iter().map(|&size| size as usize).collect();
    let values = dataset.read_f64().map_err(wrong)?;
    if values.len() != shape.iter().product::<usize>() {
        return Err(Error::new(format!(
            "`{name}` in it is of shape {shape:?}, but has {} values",
            values.len()
        )));
    }
    Ok(Some(Array {
        name: name.to_owned(),
        dtype,
        shape,
        values,
    }))
}

/// `LayerNormalization` → `layer_normalization`
fn snake_case(class: &str) -> String {
    let mut name = String::new();
    for letter in class.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

fn broken(error: &hdf5_pure::Error) -> Error {
    Error::new(format!(
        "it is not an HDF5 file, or it was damaged: {error}"
    ))
}
