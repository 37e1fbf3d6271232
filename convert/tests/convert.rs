//! The command, on files that others made.

use nn_formats::{onnx, tflite};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/golden")
        .join(name)
}

fn convert(model: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_typed-nn-convert"));
    command.arg(model).args(arguments).output().unwrap()
}

/// tflite-micro's float sine network, 1-16-16-1.
#[test]
fn sine() {
    let model = tflite::read(&std::fs::read(golden("tflite/sine_float.tflite")).unwrap()).unwrap();
    assert_eq!(model.chain(), "1 => relu 16 => relu 16 => linear 1");
    for step in 0..=62 {
        let x = f64::from(step) / 10.0;
        let mut values = vec![x];
        for layer in model.layers() {
            let rows = layer.weights.chunks(layer.inputs).zip(&layer.bias);
            let z = rows.map(|(w, b)| w.iter().zip(&values).map(|(w, x)| w * x).sum::<f64>() + b);
            let is_relu = layer.activation.word == "relu";
            values = z.map(|z| if is_relu { z.max(0.0) } else { z }).collect();
        }
        // it was trained to that much
        assert!(
            (values[0] - x.sin()).abs() < 0.15,
            "sin {x} is not {}",
            values[0]
        );
    }
}

#[test]
fn writes_weights_and_declaration() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sine.safetensors");
    let output = convert(
        &golden("tflite/sine_float.tflite"),
        &["--name", "Sine", "--out", out.to_str().unwrap()],
    );
    let expected = "typed_nn::network! {\n    pub struct Sine< 1 => relu 16 => relu 16 => linear 1 > weights = \"sine.safetensors\"\n}\n";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    assert_eq!(&std::fs::read(out).unwrap()[8..20], b"{\"0.weight\":");
}

#[test]
fn writes_onnx_and_torch() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sine.onnx");
    let source = golden("tflite/sine_float.tflite");
    assert!(
        convert(&source, &["--to", "onnx", "--out", out.to_str().unwrap()])
            .status
            .success()
    );
    let (ours, theirs) = (
        std::fs::read(&out).unwrap(),
        std::fs::read(&source).unwrap(),
    );
    let (ours, theirs) = (onnx::read(&ours).unwrap(), tflite::read(&theirs).unwrap());
    assert_eq!(
        ours.layers().nth(1).unwrap().weights,
        theirs.layers().nth(1).unwrap().weights
    );
    let out = out.with_extension("py");
    assert!(
        convert(&source, &["--to", "torch", "--out", out.to_str().unwrap()])
            .status
            .success()
    );
    assert!(
        std::fs::read_to_string(out)
            .unwrap()
            .contains("nn.Linear(1, 16, dtype=torch.float32),\n    nn.ReLU(),")
    );
}

/// An int8 network, microflow's, is refused, and nothing is written.
#[test]
fn refuses_what_is_quantised() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quantised.safetensors");
    let output = convert(
        &golden("tflite/sine_int8.tflite"),
        &["--out", out.to_str().unwrap()],
    );
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("is quantised: only networks of floats are supported"),
        "{message}"
    );
    assert!(!output.status.success() && !out.exists());
}

#[test]
fn damaged_files_are_errors_or_networks() {
    let good = std::fs::read(golden("tflite/sine_float.tflite")).unwrap();
    for len in 0..good.len() {
        let _ = tflite::read(&good[..len]);
    }
    for at in 0..good.len() {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut bytes = good.clone();
            bytes[at] = value;
            let _ = tflite::read(&bytes);
        }
    }
}
