//! A network of typed-nn, to the other formats and back.

use std::path::Path;
use std::process::Command;
use typed_nn::network;

network! {
    #[derive(Debug, PartialEq)]
    struct Pump<
        2 => scaler: standardize => tanh 6 => layer_norm(1e-3) => dropout(0.1)
          => hidden: leaky_relu(0.02) 4 => layer_norm() => softmax 3
    >
}
const PUMP: &str = "struct Pump< 2 => scaler: standardize => tanh 6 => layer_norm(1e-3) => dropout(0.1) \
                    => hidden: leaky_relu(0.02) 4 => layer_norm() => softmax 3 >";

network! {
    #[derive(Debug, PartialEq)]
    struct Precise: f64 < 3 => silu 4 => dropout(0.25) => gelu_tanh 4 => linear 1 >
}

/// Runs the command from one file to another; gives back what it prints.
fn convert(from: &Path, to: &Path, arguments: &[&str]) -> String {
    let format = to.extension().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_typed-nn-convert"))
        .arg(from)
        .arg("--to")
        .arg(format)
        .arg("--out")
        .arg(to)
        .args(arguments)
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

macro_rules! round_trip {
    ($net:expr, $empty:expr, $name:literal, $layers:expr, $declaration:expr, $inputs:expr) => {{
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join($name);
        let [saved, onnx, back] =
            ["safetensors", "onnx", "back.safetensors"].map(|ending| place.with_extension(ending));
        let mut file = std::fs::File::create(&saved).unwrap();
        typed_nn::weights::write(&$net, &mut file).unwrap();
        convert(&saved, &onnx, &["--layers", $layers]);
        let printed = convert(&onnx, &back, &["--name", $name]);
        let weights = concat!($name, ".back.safetensors");
        let expected = format!("    pub struct {} weights = {weights:?}", $declaration);
        assert!(printed.contains(&expected), "{printed} is not {expected}");
        // for tests/python/runs_ours.py
        let inputs = $inputs;
        let outputs: Vec<_> = inputs.iter().map(|x| $net.forward(x).as_slice().to_vec()).collect();
        let samples = serde_json::json!({ $name: { "inputs": inputs, "outputs": outputs } });
        std::fs::write(place.with_extension("json"), samples.to_string()).unwrap();
        let mut again = $empty;
        again.load(&std::fs::read(&back).unwrap()).unwrap();
        assert!(again == $net, "{again:?} is not {:?}", $net);
    }};
}

#[test]
fn the_same_declaration_and_weights() {
    let mut pump = Pump::new(3);
    pump.scaler
        .fit(&[[101_325.0, 0.02], [99_800.0, 0.05], [102_000.0, 0.03]])
        .unwrap();
    let declaration = "Pump< 2 => standardize => tanh 6 => layer_norm(0.001) => dropout(0.1) \
                       => leaky_relu(0.02) 4 => layer_norm() => softmax 3 >";
    let inputs = [[100_000.0, 0.04], [101_500.0, 0.01], [99_000.0, 0.07]];
    round_trip!(pump, Pump::new(4), "Pump", PUMP, declaration, inputs);

    let layers = "3 => silu 4 => dropout(0.25) => gelu_tanh 4 => linear 1";
    let declaration = format!("Precise: f64 < {layers} >");
    round_trip!(
        Precise::new(5),
        Precise::new(6),
        "Precise",
        layers,
        declaration,
        [[0.5, -1.0, 2.0], [0.0, 3.0, -0.25]]
    );
}

/// A file that was changed is not taken.
#[test]
fn the_checksum_is_looked_at() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("Changed.safetensors");
    let mut bytes = vec![];
    typed_nn::weights::write(&Pump::new(3), &mut bytes).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&place, bytes).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_typed-nn-convert"))
        .arg(&place)
        .args(["--to", "onnx", "--layers", PUMP])
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.contains("do not have the checksum that it names"),
        "{errors}"
    );
}
