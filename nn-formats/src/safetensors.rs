//! safetensors, <https://github.com/huggingface/safetensors>: what `typed-nn` embeds and loads.

use crate::Model;

/// Writes the layers as `0.weight`, `0.bias`, `1.weight`, …, and the samples as `typed_nn.input` and
/// `typed_nn.output`.
pub fn write(model: &Model) -> Vec<u8> {
    let mut tensors = vec![];
    for (index, layer) in model.layers.iter().enumerate() {
        let shape = vec![layer.outputs, layer.inputs];
        tensors.push((format!("{index}.weight"), shape, &layer.weights));
        tensors.push((format!("{index}.bias"), vec![layer.outputs], &layer.bias));
    }
    if let Some(samples) = &model.samples {
        let (inputs, outputs) = (model.inputs(), model.outputs());
        let rows = samples.inputs.len() / inputs;
        tensors.push(("typed_nn.input".into(), vec![rows, inputs], &samples.inputs));
        tensors.push((
            "typed_nn.output".into(),
            vec![rows, outputs],
            &samples.outputs,
        ));
    }
    let (size, dtype) = if model.is_double {
        (8, "F64")
    } else {
        (4, "F32")
    };
    let (mut entries, mut begin) = (vec![], 0);
    for (name, shape, values) in &tensors {
        let end = begin + values.len() * size;
        entries.push(format!(
            "\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":{},\"data_offsets\":[{begin},{end}]}}",
            format!("{shape:?}").replace(' ', "")
        ));
        begin = end;
    }
    let mut header = format!("{{{}}}", entries.join(","));
    // the data begins at a multiple of 8, as the format asks for
    header.extend(std::iter::repeat_n(
        ' ',
        header.len().next_multiple_of(8) - header.len(),
    ));
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header.bytes());
    for value in tensors.iter().flat_map(|(_, _, values)| values.iter()) {
        match model.is_double {
            true => file.extend(value.to_le_bytes()),
            false => file.extend((*value as f32).to_le_bytes()),
        }
    }
    file
}
