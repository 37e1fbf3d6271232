//! What is not taken, and what is said of it.

use nn_formats::Model;
use std::path::{Path, PathBuf};
use typed_nn_convert::{Chain, Given, Matrices, read};

fn golden(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/golden")
        .join(file)
}

fn taken(file: &str, layers: Option<&str>) -> Result<Model, String> {
    let layers = layers.map(|layers| Chain::parse(layers).unwrap());
    with(
        file,
        Given {
            layers,
            ..Given::default()
        },
    )
}

fn with(file: &str, given: Given) -> Result<Model, String> {
    let bytes = std::fs::read(golden(file)).unwrap();
    read(Path::new(file), bytes, &given).map_err(|error| error.to_string())
}

#[test]
fn the_layer_in_the_way_is_named() {
    for (file, layers, message) in [
        (
            "keras/convolution.keras",
            None,
            "layer `scan` (Conv1D) is not supported",
        ),
        (
            "keras/branches.h5",
            None,
            "layer `right` (Dense) does not stand behind the layer before it",
        ),
        (
            "keras/exponential.keras",
            None,
            "layer `growth` (Dense) has the activation `exponential`",
        ),
        ("keras/alone.weights.h5", None, "give them, as in --layers"),
        (
            "keras/keras_2_hard_sigmoid.h5",
            None,
            "layer `gate` (Dense) has the hard_sigmoid of Keras 2",
        ),
        (
            "keras/alone.weights.h5",
            Some("3 => relu 5 => linear 2"),
            "is of shape [3, 4], its layer needs [3, 5]",
        ),
        (
            "numpy/named.npz",
            None,
            "it holds `0.weight` [5, 3], `0.bias` [5]",
        ),
        (
            "numpy/named.npz",
            Some("3 => relu 5"),
            "1 layers with weights were given, but it holds 2",
        ),
        (
            "numpy/named.npz",
            Some("3 => relu 4 => relu 2"),
            "`0.weight` is of shape [5, 3], its layer needs [4, 3]",
        ),
        (
            "numpy/named.npz",
            Some("5 => relu 3 => relu 2"),
            "its layer needs [3, 5]: it is transposed",
        ),
        (
            "numpy/order.npz",
            Some("3 => relu 5"),
            "1 dense layers were given, but it holds 2 matrices",
        ),
        (
            "numpy/order.npz",
            Some("3 => standardize => relu 5 => relu 2"),
            "needs a vector whose name ends in `mean`",
        ),
        (
            "numpy/order.npz",
            Some("3 => relu 5 => layer_norm() => relu 2"),
            "call those of `layer_norm` 1.weight",
        ),
        (
            "numpy/flat.npy",
            Some("3 => relu 5"),
            "holds 12 values more than the layers",
        ),
        (
            "numpy/flat.npy",
            Some("3 => relu 5 => relu 3"),
            "fewer than the layers",
        ),
        (
            "scattered.safetensors",
            Some("2 => relu 3 => relu 3 => softmax 2"),
            "Name them in their order, as in --names",
        ),
        (
            "sequential.safetensors",
            Some("4 => relu 8 => dropout => tanh 6 => softmax 3"),
            "`dropout` needs its p",
        ),
        (
            "sequential_half.safetensors",
            Some("4 => relu 8 => tanh 6 => softmax 3"),
            "is of F16: --scalar f32 converts it",
        ),
        ("tflite/sine_int8.tflite", None, "is quantised"),
        ("torch_stages.json", None, "its name ends in none of"),
    ] {
        let found = taken(file, layers).unwrap_err();
        assert!(found.contains(message), "{file}, {layers:?}: {found}");
    }
}

#[test]
fn names_matrices_and_scalars_are_given() {
    let layers = |text: &str| Some(Chain::parse(text).unwrap());
    let pyramid = layers("4 => relu 8 => tanh 6 => softmax 3");
    let is_double = Some(false);
    let half = with(
        "sequential_half.safetensors",
        Given {
            layers: pyramid.clone(),
            is_double,
            ..Given::default()
        },
    );
    assert!(!half.unwrap().is_double);
    let double = with(
        "sequential.safetensors",
        Given {
            layers: pyramid,
            is_double: Some(true),
            ..Given::default()
        },
    );
    assert_eq!(
        double.unwrap().declaration("Net"),
        "pub struct Net: f64 < 4 => relu 8 => tanh 6 => softmax 3 >"
    );
    // the matrices of one long vector lie as is said
    let given = |matrices| Given {
        layers: layers("3 => tanh 5 => linear 2"),
        matrices: Some(matrices),
        ..Given::default()
    };
    let [rows, columns] =
        [Matrices::OutIn, Matrices::InOut].map(|way| with("numpy/flat.npy", given(way)).unwrap());
    let [rows, columns] =
        [rows, columns].map(|model| model.layers().next().unwrap().weights.clone());
    assert_eq!(rows[..4], [columns[0], columns[3], columns[6], columns[9]]);
}

/// Whatever a file says, the reader returns.
#[test]
fn damaged_files_are_errors_or_networks() {
    let named = Chain::parse("3 => tanh 5 => linear 2").ok();
    let alone = Chain::parse("3 => sigmoid 4 => linear 2").ok();
    let pyramid = Chain::parse("4 => relu 8 => tanh 6 => softmax 3").ok();
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    for (file, layers) in [
        ("keras/sensor.keras", None),
        ("keras/picture.h5", None),
        ("keras/alone.weights.h5", alone),
        ("numpy/named.npz", named.clone()),
        ("numpy/order.npz", named.clone()),
        ("numpy/flat.npy", named),
        ("sequential.safetensors", pyramid),
    ] {
        let given = Given {
            layers,
            ..Given::default()
        };
        let good = std::fs::read(golden(file)).unwrap();
        for round in 0..400 {
            let mut bytes = good.clone();
            match round % 4 {
                0 => bytes.truncate(random(good.len())),
                _ => (0..=round % 7).for_each(|_| bytes[random(good.len())] = random(256) as u8),
            }
            let _ = read(Path::new(file), bytes, &given);
        }
    }
}
