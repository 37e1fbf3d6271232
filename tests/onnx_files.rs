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

/// Layers, samples and scalars are those of the file; onnxruntime computed the outputs.
#[test]
fn give_what_onnxruntime_gives() {
    Pilot::self_test().unwrap();
    Double::self_test().unwrap();
    All::self_test().unwrap();
    Linear::self_test().unwrap();
    Written::self_test().unwrap();
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
