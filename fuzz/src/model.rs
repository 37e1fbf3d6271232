//! Networks in other people's files.

use nn_formats::{Error, Model, Stage};

/// Reads the bytes as an ONNX file.
pub fn onnx(bytes: &[u8]) {
    if let Some(model) = read(nn_formats::onnx::read, bytes) {
        same_again(&model);
    }
}

/// Reads the bytes as a TensorFlow Lite file.
pub fn tflite(bytes: &[u8]) {
    if let Some(model) = read(nn_formats::tflite::read, bytes) {
        same_again(&model);
    }
}

fn read(reader: impl Fn(&[u8]) -> Result<Model, Error>, bytes: &[u8]) -> Option<Model> {
    match reader(bytes) {
        Ok(model) => {
            assert_eq!(model.check(), Ok(()));
            let kept = |stage: &Stage| {
                let values: usize = stage
                    .values()
                    .iter()
                    .map(|values| values.values.len())
                    .sum();
                values + stage.name().len()
            };
            let kept: usize = model.stages.iter().map(kept).sum();
            assert!(
                kept <= 4 * bytes.len().max(1 << 20),
                "{kept} values and letters of {} bytes",
                bytes.len()
            );
            Some(model)
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            None
        }
    }
}

/// What was read can be written, and read again.
fn same_again(model: &Model) {
    assert!(!nn_formats::safetensors::write(model).is_empty());
    let Ok(file) = nn_formats::onnx::write(model, "Net") else {
        return;
    };
    let again = nn_formats::onnx::read(&file).expect("a file of our own is read");
    assert_eq!(again.declaration("Net"), model.declaration("Net"));
    let bits = |model: &Model| -> Vec<u64> {
        let values = model.stages.iter().flat_map(Stage::values);
        let numbers = values.flat_map(|values| values.values);
        // which NaN it is does not matter
        numbers
            .map(|value| if value.is_nan() { 0 } else { value.to_bits() })
            .collect()
    };
    assert!(
        bits(&again) == bits(model),
        "other weights after writing and reading"
    );
}
