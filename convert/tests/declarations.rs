//! What is printed compiles, and the networks give what Keras, NumPy, scikit-learn and onnxruntime gave.

#[path = "../../tests/support/mod.rs"]
mod support;

use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::{Workspace, errors, repository};

/// A network's name, its file in `tests/golden`, its samples in `samples*.json` (else in the file), and what a file of bare
/// weights does not say.
const CASES: [(&str, &str, &str, &[&str]); 21] = [
    ("Sensor", "keras/sensor.keras", "sensor", &[]),
    ("SensorH5", "keras/sensor.h5", "sensor", &[]),
    ("Picture", "keras/picture.keras", "picture", &[]),
    ("PictureH5", "keras/picture.h5", "picture", &[]),
    (
        "Activations1",
        "keras/activations_1.keras",
        "activations_1",
        &[],
    ),
    (
        "Activations2",
        "keras/activations_2.keras",
        "activations_2",
        &[],
    ),
    (
        "Activations3",
        "keras/activations_3.keras",
        "activations_3",
        &[],
    ),
    ("Keras2", "keras/keras_2.keras", "keras_2", &[]),
    ("Keras2H5", "keras/keras_2.h5", "keras_2", &[]),
    (
        "Keras2Functional",
        "keras/keras_2_functional.keras",
        "keras_2_functional",
        &[],
    ),
    (
        "Keras2FunctionalH5",
        "keras/keras_2_functional.h5",
        "keras_2_functional",
        &[],
    ),
    ("Double", "keras/double.keras", "double", &[]),
    (
        "Alone",
        "keras/alone.weights.h5",
        "alone",
        &["--layers", "3 => sigmoid 4 => linear 2"],
    ),
    (
        "Named",
        "numpy/named.npz",
        "numpy",
        &["--layers", "3 => tanh 5 => linear 2"],
    ),
    (
        "Ordered",
        "numpy/order.npz",
        "numpy",
        &["--layers", "3 => tanh 5 => linear 2"],
    ),
    (
        "Flat",
        "numpy/flat.npy",
        "numpy",
        &["--layers", "3 => tanh 5 => linear 2"],
    ),
    (
        "ScikitLearn",
        "numpy/scikit_learn.npz",
        "scikit_learn",
        &["--layers", "3 => standardize => relu 6 => softmax 3"],
    ),
    ("Stages", "onnx/stages.onnx", "", &[]),
    (
        "Torch",
        "sequential.safetensors",
        "",
        &["--layers", "4 => relu 8 => tanh 6 => softmax 3"],
    ),
    (
        "Scattered",
        "scattered.safetensors",
        "",
        &[
            "--layers",
            "3 => relu 5 => tanh 5 => linear 2",
            "--names",
            "embed,core,head",
        ],
    ),
    (
        "TorchF64",
        "sequential_f64.safetensors",
        "",
        &["--layers", "4 => relu 8 => tanh 6 => softmax 3"],
    ),
];

/// Compares a network with samples, or with those in its own file.
const CHECK: &str = "
macro_rules! check {
    ($net:ident) => {{
        $net::self_test().unwrap();
        println!(\"{} agrees with its file\", stringify!($net));
    }};
    ($net:ident, $inputs:expr, $outputs:expr) => {{
        let mut worst = 0.0_f64;
        for (x, expected) in $inputs.iter().zip(&$outputs) {
            let y = $net::TRAINED.forward(x.map(|x: f64| x as _));
            for (y, expected) in y.iter().zip(expected) {
                let (y, expected) = (f64::from(*y), *expected as f64);
                worst = worst.max((y - expected).abs() / expected.abs().max(1.0));
            }
        }
        assert!(worst < 1e-6, \"{} is off by {worst}\", stringify!($net));
        println!(\"{} agrees to {worst:.1e}\", stringify!($net));
    }};
}
";

#[test]
fn compile_and_agree() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("declarations");
    fs::create_dir_all(&place).unwrap();
    let samples = ["samples", "samples_2"].map(|name| {
        let path = format!("tests/golden/keras/{name}.json");
        let text = fs::read_to_string(repository().join(path)).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()
    });
    let (mut source, mut checks) = (CHECK.to_owned(), String::new());
    for (name, file, key, given) in CASES {
        source += &convert(file, name, given, "safetensors", &place);
        convert(file, name, given, "onnx", &place);
        writeln!(
            source,
            "typed_nn::network! {{ pub struct {name}Onnx from \"{name}.onnx\" }}"
        )
        .unwrap();
        let known = samples.iter().find_map(|samples| samples.get(key));
        let samples = known.map_or(String::new(), |known| {
            format!(", {}, {}", known["inputs"], known["outputs"])
        });
        writeln!(
            checks,
            "    check!({name}{samples});\n    check!({name}Onnx{samples});"
        )
        .unwrap();
    }
    let program = place.join("main.rs");
    fs::write(&program, format!("{source}\nfn main() {{\n{checks}}}\n")).unwrap();

    let dependency = format!("typed-nn = {{ path = {:?} }}", repository());
    let mut workspace = Workspace::new("declarations", "");
    workspace.add("declared", "2024", &dependency, program.to_str().unwrap());
    let workspace = workspace.finish();
    let built = workspace.cargo(&["build"]);
    assert!(built.status.success(), "{}", errors(&built));
    let ran = workspace.run("debug", "declared");
    assert!(ran.status.success(), "{}", errors(&ran));
    let printed = String::from_utf8(ran.stdout).unwrap();
    println!("{printed}");
    assert_eq!(printed.lines().count(), 2 * CASES.len());
}

/// Writes a network in `format`; gives back what is printed.
fn convert(file: &str, name: &str, given: &[&str], format: &str, place: &Path) -> String {
    let out = place.join(name).with_extension(format);
    let output = Command::new(env!("CARGO_BIN_EXE_typed-nn-convert"))
        .arg(repository().join("tests/golden").join(file))
        .args(given)
        .args(["--name", name, "--to", format, "--out"])
        .arg(out)
        .output()
        .unwrap();
    assert!(output.status.success(), "{file}: {}", errors(&output));
    String::from_utf8(output.stdout).unwrap()
}
