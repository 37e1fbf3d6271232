//! Files whose numbers are not the network's: converted where the user says so, and nowhere else.
//!
//! The files come from `tests/golden/make_safetensors.py`, the outputs in them from PyTorch.

use typed_nn::network;
use typed_nn::weights::{self, Dtype, Reading, WeightsError};

const HALF: &[u8] = include_bytes!("golden/sequential_half.safetensors");
const DOUBLE: &[u8] = include_bytes!("golden/sequential_f64.safetensors");

// each comes with a test that it computes PyTorch's outputs
network! { struct Half< 4 => relu 8 => tanh 6 => softmax 3 > weights = "golden/sequential_half.safetensors" as f16 }
network! { struct Brain< 4 => relu 8 => tanh 6 => softmax 3 > weights = "golden/sequential_bfloat16.safetensors" as bf16 }
network! { struct Rounded< 4 => relu 8 => tanh 6 => softmax 3 > weights = "golden/sequential_f64.safetensors" as f64 }
network! { struct Widened: f64 < 4 => relu 8 => tanh 6 => softmax 3 > weights = "golden/sequential.safetensors" as f32 }
network! { struct Same< 4 => relu 8 => tanh 6 => softmax 3 > weights = "golden/sequential.safetensors" as f32 }
network! { struct Layers: f64 from "golden/onnx/pilot.onnx" as f32 }
network! { struct Plain: f64 < 4 => relu 8 => tanh 6 => softmax 3 > }

fn from(dtype: Dtype) -> Reading<'static> {
    Reading {
        convert: Some(dtype),
        ..Reading::PLAIN
    }
}

#[test]
fn files_hold_samples() {
    for result in [
        Half::self_test(),
        Brain::self_test(),
        Rounded::self_test(),
        Widened::self_test(),
        Same::self_test(),
        Layers::self_test(),
    ] {
        assert_eq!(result, Ok(()));
    }
}

#[test]
fn run_time_and_constants_agree() {
    let mut half = Half::ZERO;
    weights::load_with(&mut half, HALF, &from(Dtype::F16)).unwrap();
    assert_eq!(half.as_slice(), Half::TRAINED.as_slice());

    let (mut rounded, mut double) = (Rounded::ZERO, Plain::ZERO);
    weights::load_with(&mut rounded, DOUBLE, &from(Dtype::F64)).unwrap();
    double.load(DOUBLE).unwrap();
    let expected: Vec<_> = double
        .as_slice()
        .iter()
        .map(|&value| value as f32)
        .collect();
    assert_eq!(rounded.as_slice(), expected);
    assert_eq!(rounded.as_slice(), Rounded::TRAINED.as_slice());
}

/// Numbers of `f32` are exact in `f64`, and back.
#[test]
fn a_file_of_our_own_is_converted_with_its_checksum() {
    let net = Half::new(3);
    let mut bytes = [0; 2000];
    let len = net.save(&mut bytes).unwrap();
    let mut double = Plain::ZERO;
    weights::load_with(&mut double, &bytes[..len], &from(Dtype::F32)).unwrap();
    let len = double.save(&mut bytes).unwrap();
    let mut again = Half::ZERO;
    weights::load_with(&mut again, &bytes[..len], &from(Dtype::F64)).unwrap();
    assert_eq!(again.as_slice(), net.as_slice());

    // the last byte, the exponent of the last bias, by one bit
    bytes[len - 1] ^= 1;
    let error = weights::load_with(&mut again, &bytes[..len], &from(Dtype::F64));
    assert_eq!(error, Err(WeightsError::Checksum));
    assert_eq!(again.as_slice(), net.as_slice());
}

#[test]
fn nothing_is_converted_unasked() {
    let mut net = Half::new(1);
    for reading in [Reading::PLAIN, from(Dtype::BF16), from(Dtype::F64)] {
        let error = weights::load_with(&mut net, HALF, &reading).unwrap_err();
        assert!(matches!(error, WeightsError::Type { .. }), "{error}");
    }
    const TOO_LARGE: &[u8] = include_bytes!("ui/weights/too_large.safetensors");
    network! { struct Small< 2 => relu 3 => softmax 2 > }
    let mut small = Small::new(1);
    let error = weights::load_with(&mut small, TOO_LARGE, &from(Dtype::F64)).unwrap_err();
    let text = "tensor `0.weight` holds a value that is too large for `f32`, which the network computes in";
    assert_eq!(error.to_string(), text);
    assert_eq!(small.as_slice(), Small::new(1).as_slice());
}
