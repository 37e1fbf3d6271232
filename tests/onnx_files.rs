//! Networks from ONNX files, which other programs made: `tests/golden/make_onnx_networks.py`.

use typed_nn::network;

network! {
    /// Takes its layers and weights from the file.
    #[derive(Clone, Debug)]
    pub struct Pilot from "golden/onnx/pilot.onnx"
}
network! { pub struct Double from "golden/onnx/pilot_f64.onnx", params <= 200 }
network! { pub struct All from "golden/onnx/activations.onnx" }
network! { pub struct Linear from "golden/onnx/linear.onnx" }

const HIDDEN: usize = 8;

network! {
    pub struct Written< 4 => first: relu HIDDEN => dropout(0.1) => tanh 6 => softmax 3 >
        weights = "golden/onnx/pilot.onnx"
}
network! { pub struct Stages from "golden/onnx/stages.onnx" }
network! { pub struct Scaled from "golden/onnx/scaled.onnx" }
network! {
    pub struct Compared<
        3 => scaler: standardize => relu 6 => layer_norm(1e-3) => linear 5 => layer_norm() => softmax 2
    > weights = "golden/onnx/stages.onnx"
}

/// Layers, samples and scalars are those of the file; onnxruntime computed the outputs.
#[test]
fn give_what_onnxruntime_gives() {
    Pilot::self_test().unwrap();
    Double::self_test().unwrap();
    All::self_test().unwrap();
    Linear::self_test().unwrap();
    Written::self_test().unwrap();
    Stages::self_test().unwrap();
    Scaled::self_test().unwrap();
    Compared::self_test().unwrap();
}

#[test]
fn have_the_layers_of_the_file() {
    assert_eq!((Pilot::IN, Pilot::OUT, Pilot::PARAMS), (4, 3, 115));
    let _: &f64 = &Double::TRAINED.layer1.bias[0];
    let summary = All::summary().to_string();
    for word in [
        "leaky_relu(0.02) 4",
        "leaky_relu(0.01) 4",
        "celu(2.0) 4",
        "mish 4",
        "silu 4",
        "relu6 4",
        "log_softmax 4",
    ] {
        assert!(summary.contains(word), "{word} in {summary}");
    }
    assert_eq!(
        Written::TRAINED.first.weights,
        Pilot::TRAINED.layer1.weights
    );
}

/// The first dropout stands before the activation in the file, which at inference is the same.
#[test]
fn stages_without_a_width() {
    let summary = Stages::summary().to_string();
    for stage in [
        "layer1  standardize",
        "layer2  relu 6",
        "layer3  dropout(0.25)",
        "layer4  layer_norm(0.001)",
        "layer5  dropout(0.25)",
        "layer6  linear 5",
        "layer7  layer_norm()",
        "layer8  softmax 2",
    ] {
        assert!(summary.contains(stage), "{stage} in {summary}");
    }
    assert_eq!(Stages::TRAINED.layer1.mean.as_slice(), [10.0, -3.0, 0.5]);
    assert_eq!(Compared::TRAINED.scaler.std.as_slice(), [4.0, 0.25, 1.5]);
    let scaler = Scaled::TRAINED.layer1;
    assert!((scaler.std[0] - 255.0).abs() < 1e-4 && scaler.std[0] == scaler.std[3]);
}
