//! safetensors.

use crate::arrays::Array;
use nn_formats::{Error, safetensors};

/// The tensors of a file.
pub fn read(bytes: &[u8]) -> Result<Vec<Array>, Error> {
    let tensors = safetensors::read(bytes)?.into_iter();
    let arrays = tensors.map(|(tensor, values)| {
        let known = ["F16", "BF16", "F32", "F64"];
        let dtype = known.into_iter().find(|dtype| *dtype == tensor.dtype);
        Array {
            name: tensor.name,
            dtype: dtype.unwrap_or_default(),
            shape: tensor.shape,
            values,
        }
    });
    Ok(arrays.collect())
}
