//! ONNX's own cases: `tests/golden/make_onnx_networks.py` made their matrices constants.

use nn_formats::{Model, Stage, onnx};
use std::path::Path;

fn read(name: &str) -> Result<Model, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/onnx");
    let bytes = std::fs::read(folder.join(name)).unwrap();
    onnx::read(&bytes).map_err(|error| error.to_string())
}

/// W x + b of a model with one layer, against the outputs that the case holds.
fn agrees(model: &Model) {
    let [Stage::Dense(layer)] = model.stages.as_slice() else {
        panic!("one layer, not {}", model.stages.len())
    };
    let samples = model.samples.as_ref().unwrap();
    let rows = samples.inputs.chunks(layer.inputs);
    assert_eq!(rows.len() * layer.outputs, samples.outputs.len());
    for (x, expected) in rows.zip(samples.outputs.chunks(layer.outputs)) {
        for (row, (w, b)) in layer
            .weights
            .chunks(layer.inputs)
            .zip(&layer.bias)
            .enumerate()
        {
            let z = w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + b;
            assert!((z - expected[row]).abs() < 1e-5, "{z} ≠ {}", expected[row]);
        }
    }
}

#[test]
fn gemm_and_linear() {
    let taken = [
        "gemm_all_attributes",
        "gemm_alpha",
        "gemm_beta",
        "gemm_default_no_bias",
        "gemm_default_scalar_bias",
        "gemm_default_single_elem_vector_bias",
        "gemm_default_vector_bias",
        "gemm_default_zero_bias",
        "gemm_transposeB",
        "linear",
        "linear_no_bias",
    ];
    for name in taken {
        match read(&format!("{name}.onnx")) {
            Ok(model) => agrees(&model),
            // its first matrix is turned around, too: no batch of samples
            Err(message) if name == "gemm_all_attributes" => {
                assert!(message.contains("transA"), "{message}");
            }
            Err(message) => panic!("{name}: {message}"),
        }
    }
}

#[test]
fn gemm_that_is_no_layer() {
    let message = read("gemm_transposeA.onnx").unwrap_err();
    assert!(
        message.contains("only transA = 0 is supported"),
        "{message}"
    );
    let message = read("gemm_default_matrix_bias.onnx").unwrap_err();
    assert!(message.contains("the bias of Gemm (node `y`)"), "{message}");
}

#[test]
fn what_is_written_is_read_again() {
    for name in [
        "pilot.onnx",
        "pilot_f64.onnx",
        "activations.onnx",
        "stages.onnx",
        "scaled.onnx",
    ] {
        let mut model = read(name).unwrap();
        let again = onnx::read(&onnx::write(&model, "Net").unwrap()).unwrap();
        // only the names of the layers are ours
        for (index, stage) in model.stages.iter_mut().enumerate() {
            match stage {
                Stage::Dense(layer) => layer.name = index.to_string(),
                Stage::LayerNorm(norm) => norm.name = index.to_string(),
                Stage::Standardize(scaler) => scaler.name = "0.centred".into(),
                Stage::Dropout(_) => {}
            }
        }
        assert_eq!(again, model, "{name}");
    }
}

/// Whatever a file says, the reader returns, and holds little more than the file.
#[test]
fn damaged_files_are_errors_or_networks() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/onnx");
    for name in [
        "gemm_default_vector_bias.onnx",
        "pilot.onnx",
        "activations.onnx",
        "stages.onnx",
        "scaled.onnx",
    ] {
        let good = std::fs::read(folder.join(name)).unwrap();
        for len in 0..good.len().min(1000) {
            let _ = onnx::read(&good[..len]);
        }
        let mut state = 1_u64;
        for _ in 0..2_000 {
            let mut bytes = good.clone();
            for _ in 0..3 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 33) as usize % bytes.len();
                bytes[at] = (state >> 24) as u8;
            }
            if let Ok(model) = onnx::read(&bytes) {
                let values: usize = model.layers().map(|layer| layer.weights.len()).sum();
                assert!(values <= bytes.len().max(1 << 20));
            }
        }
    }
}
