//! Whole files, for who converts them.

use super::header::{self, Tensor};
use super::prepare::{has_its_checksum, is_filled, number, size};
use crate::Error;

/// The tensors of a file with their values, samples included.
///
/// # Errors
/// It is not such a file, was damaged, or holds other numbers than floats.
pub fn read(file: &[u8]) -> Result<Vec<(Tensor, Vec<f64>)>, Error> {
    let wrong = |what: &str| Error::new(what);
    let header = header::read(file)
        .ok_or_else(|| wrong("it is not a safetensors file, or it was cut off"))?;
    let data = file.get(header.len..).unwrap_or_default();
    let floats = |tensor: &Tensor| {
        size(&tensor.dtype).ok_or_else(|| {
            let (name, dtype) = (&tensor.name, &tensor.dtype);
            Error::new(format!("tensor `{name}` is of {dtype}: weights are floats"))
        })
    };
    for tensor in &header.tensors {
        floats(tensor)?;
    }
    if !is_filled(&header, data) {
        return Err(wrong("its tensors overlap, or do not fill the file"));
    }
    if !has_its_checksum(&header, data) {
        return Err(wrong(
            "its values do not have the checksum that it names: it was changed",
        ));
    }
    let with_values = header.tensors.into_iter().map(|tensor| {
        let bytes = data.get(tensor.place.clone()).unwrap_or_default();
        let values = bytes.chunks_exact(floats(&tensor)?);
        let values = values.map(|bytes| number(bytes, &tensor.dtype)).collect();
        Ok((tensor, values))
    });
    with_values.collect()
}
