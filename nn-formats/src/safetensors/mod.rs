//! safetensors, <https://github.com/huggingface/safetensors>: what `typed-nn` embeds and loads.

mod header;
mod prepare;
mod read;

use crate::Model;
pub use header::{Header, Tensor};
pub use prepare::{Prepared, natural, number, prepare};
pub use read::read;

/// Writes the stages as `0.weight`, `0.bias`, `1.weight`, …, and the samples as `typed_nn.input` and
/// `typed_nn.output`.
pub fn write(model: &Model) -> Vec<u8> {
    let mut tensors = vec![];
    for (index, stage) in model.stages.iter().enumerate() {
        for part in stage.values() {
            tensors.push((format!("{index}.{}", part.kind), part.shape, part.values));
        }
    }
    if let Some(samples) = &model.samples {
        let rows = samples.inputs.len() / model.inputs();
        for (kind, width, values) in [
            ("input", model.inputs(), &samples.inputs),
            ("output", model.outputs(), &samples.outputs),
        ] {
            tensors.push((format!("typed_nn.{kind}"), vec![rows, width], values));
        }
    }
    let (size, dtype) = if model.is_double {
        (8, "F64")
    } else {
        (4, "F32")
    };
    let mut begin = 0;
    let place = |(name, shape, values): &(String, Vec<usize>, &[f64])| {
        let place = begin..begin + values.len() * size;
        begin = place.end;
        Tensor {
            name: name.clone(),
            dtype: dtype.into(),
            shape: shape.clone(),
            place,
        }
    };
    let mut file = start(&tensors.iter().map(place).collect::<Vec<_>>());
    for value in tensors.iter().flat_map(|(_, _, values)| values.iter()) {
        match model.is_double {
            true => file.extend(value.to_le_bytes()),
            false => file.extend((*value as f32).to_le_bytes()),
        }
    }
    file
}

/// The bytes of a file before its data.
fn start(tensors: &[Tensor]) -> Vec<u8> {
    let mut members = vec![];
    for tensor in tensors {
        let (name, dtype, place) = (&tensor.name, &tensor.dtype, &tensor.place);
        let (shape, begin, end) = (format!("{:?}", tensor.shape), place.start, place.end);
        members.push(format!(
            "\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":{},\"data_offsets\":[{begin},{end}]}}",
            shape.replace(' ', "")
        ));
    }
    let mut header = format!("{{{}}}", members.join(","));
    // the data begins at a multiple of 8, as the format asks for
    let padding = header.len().next_multiple_of(8) - header.len();
    header.extend(std::iter::repeat_n(' ', padding));
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header.bytes());
    file
}
