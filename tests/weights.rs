//! Weights that PyTorch wrote, in files that its own outputs lie beside, and files of our own.
//!
//! The files come from `tests/golden/make_safetensors.py`.

// networks within functions have tests that no harness finds
#![allow(unnameable_test_items)]

use serde_json::Value;
use typed_nn::weights::{self, Dtype, Reading, WeightsError};
use typed_nn::{Rng, network};

const SEQUENTIAL: &[u8] = include_bytes!("golden/sequential.safetensors");
const SEQUENTIAL_F64: &[u8] = include_bytes!("golden/sequential_f64.safetensors");
const NAMED: &[u8] = include_bytes!("golden/named.safetensors");
const NUMBERED: &[u8] = include_bytes!("golden/numbered.safetensors");

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Sequential< 4 => relu 8 => tanh 6 => softmax 3 > weights = "golden/sequential.safetensors"
}
network! { struct Double: f64 < 4 => relu 8 => tanh 6 => softmax 3 > weights = "golden/sequential_f64.safetensors" }
network! {
    struct Named< 4 => hidden: sigmoid 5 => output: linear 2 > weights = "golden/named.safetensors"
}
network! { struct Encoder< 4 => relu 8 => tanh 6 > }
network! { struct Behind< 4 => Encoder => softmax 3 > weights = "golden/sequential.safetensors" }
network! {
    struct Numbered<
        3 => tanh 4 => tanh 5 => tanh 6 => tanh 7 => tanh 8 => tanh 9 => tanh 10 => tanh 11 => tanh 12
          => tanh 13 => tanh 14 => linear 2
    > weights = "golden/numbered.safetensors"
}
network! {
    struct Normed< 4 => standardize => tanh 6 => layer_norm() => dropout(0.1) => relu 5 => layer_norm(0.1) => linear 3 >
    weights = "golden/normed.safetensors"
}
network! { struct Sized<const H: usize>< 4 => relu 8 => tanh H => softmax 3 > }

network! {
    struct Scattered< 3 => relu 5 => tanh 5 => linear 2 >
        weights = "golden/scattered.safetensors", names = ["embed", "core", "head"]
}
// policies trained in TensorFlow, with the outputs of numpy
network! {
    struct Pendulum< 5 => relu 64 => relu 32 => linear 1 >
        weights = "../examples/data/policies/inverted_pendulum.safetensors"
}
network! {
    struct Hopper< 15 => relu 128 => relu 64 => linear 3 >
        weights = "../examples/data/policies/hopper.safetensors"
}
network! {
    struct Humanoid< 44 => relu 256 => relu 128 => linear 17 >
        weights = "../examples/data/policies/humanoid.safetensors"
}

static IN_FLASH: &Sequential = Sequential::TRAINED;
static BY_BYTES: Sized<6> = Sized::from_safetensors(SEQUENTIAL);

/// The tensor of this name, as serde and the standard library read it.
fn tensor(file: &[u8], name: &str) -> Vec<f64> {
    let (len, rest) = file.split_first_chunk::<8>().unwrap();
    let (header, data) = rest.split_at(u64::from_le_bytes(*len) as usize);
    let header: Value = serde_json::from_slice(header).unwrap();
    let place = |i: usize| header[name]["data_offsets"][i].as_u64().unwrap() as usize;
    let bytes = &data[place(0)..place(1)];
    match header[name]["dtype"].as_str().unwrap() {
        "F32" => bytes
            .chunks(4)
            .map(|v| f32::from_le_bytes(v.try_into().unwrap()).into())
            .collect(),
        _ => bytes
            .chunks(8)
            .map(|v| f64::from_le_bytes(v.try_into().unwrap()))
            .collect(),
    }
}

/// The largest difference between PyTorch's outputs in the file and those of `forward`.
fn worst(file: &[u8], inputs: usize, forward: impl Fn(&[f64]) -> Vec<f64>) -> f64 {
    let (x, y) = (
        tensor(file, "typed_nn.input"),
        tensor(file, "typed_nn.output"),
    );
    let mine: Vec<_> = x.chunks(inputs).flat_map(forward).collect();
    assert_eq!((x.len(), mine.len()), (5 * inputs, y.len()));
    let differences = mine
        .iter()
        .zip(&y)
        .map(|(mine, torch)| (mine - torch).abs());
    differences.fold(0.0, f64::max)
}

macro_rules! worst {
    ($file:expr, $inputs:literal, $net:expr) => {
        worst($file, $inputs, |x| {
            let x: [f32; $inputs] = core::array::from_fn(|i| x[i] as f32);
            $net.forward(x).iter().map(|&y| f64::from(y)).collect()
        })
    };
}

#[test]
fn networks_compute_what_pytorch_computes() {
    assert!(worst!(SEQUENTIAL, 4, IN_FLASH) < 1e-6);
    assert!(worst!(SEQUENTIAL, 4, BY_BYTES) < 1e-6);
    assert!(worst!(SEQUENTIAL, 4, Behind::TRAINED) < 1e-6);
    assert!(worst!(NAMED, 4, Named::TRAINED) < 1e-6);
    assert!(worst!(NUMBERED, 3, Numbered::TRAINED) < 1e-6);
    let policy =
        |name: &str| std::fs::read(format!("examples/data/policies/{name}.safetensors")).unwrap();
    assert!(worst!(&policy("inverted_pendulum"), 5, Pendulum::TRAINED) < 1e-5);
    assert!(worst!(&policy("hopper"), 15, Hopper::TRAINED) < 1e-5);
    assert!(worst!(&policy("humanoid"), 44, Humanoid::TRAINED) < 1e-5);
    let double = |x: &[f64]| {
        let x: [f64; 4] = x.try_into().unwrap();
        Double::TRAINED.forward(x).as_slice().to_vec()
    };
    assert!(worst(SEQUENTIAL_F64, 4, double) < 1e-14);
}

/// The generated tests beside the networks do the same.
#[test]
fn samples_in_the_file_are_computed() {
    assert_eq!(Sequential::self_test(), Ok(()));
    assert_eq!(Normed::self_test(), Ok(()));
    assert_eq!(Double::self_test(), Ok(()));
    assert_eq!(Behind::self_test(), Ok(()));
    assert_eq!(Numbered::self_test(), Ok(()));
    assert_eq!(Scattered::self_test(), Ok(()));
    network! { struct Without< 2 => relu 3 => softmax 2 > weights = "ui/weights/right.safetensors" }
    assert_eq!(Without::self_test(), Err(WeightsError::NoSamples));
    network! { struct Other< 4 => tanh 8 => tanh 6 => softmax 3 > weights = "golden/sequential.safetensors" }
    assert_eq!(Other::self_test(), Err(WeightsError::Differs { sample: 0 }));
    // not a number is near no number
    let result = weights::self_test(IN_FLASH, &[[0.5; 4]], &[[f32::NAN; 3]], Dtype::F32);
    assert_eq!(result, Err(WeightsError::Differs { sample: 0 }));
}

#[test]
fn at_run_time_it_is_the_same() {
    let mut net = Sequential::ZERO;
    net.load(SEQUENTIAL).unwrap();
    assert_eq!(&net, Sequential::TRAINED);
    let mut net = Double::ZERO;
    net.load(SEQUENTIAL_F64).unwrap();
    assert_eq!(net.as_slice(), Double::TRAINED.as_slice());
    let mut net = Numbered::ZERO;
    net.load(NUMBERED).unwrap();
    assert_eq!(net.as_slice(), Numbered::TRAINED.as_slice());
}

fn saved(net: &Sequential) -> Vec<u8> {
    let mut bytes = vec![0; 4096];
    let len = net.save(&mut bytes).unwrap();
    bytes.truncate(len);
    bytes
}

#[test]
fn what_was_saved_is_loaded_again() {
    let bytes = saved(IN_FLASH);
    // tests/python/reads_ours.py looks at it
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("saved.safetensors");
    std::fs::write(file, &bytes).unwrap();
    let mut net = Sequential::new(3);
    net.load(&bytes).unwrap();
    assert_eq!(&net, IN_FLASH);
    // as a constant would, checksum and all
    assert_eq!(&Sequential::from_safetensors(&bytes), IN_FLASH);
    // weights row by row, as PyTorch has them
    assert_eq!(
        tensor(&bytes, "layer1.weight"),
        tensor(SEQUENTIAL, "0.weight")
    );
    assert_eq!(tensor(&bytes, "layer3.bias"), tensor(SEQUENTIAL, "4.bias"));

    let mut small = [7; 100];
    let needed = bytes.len();
    assert_eq!(
        IN_FLASH.save(&mut small),
        Err(WeightsError::Room { needed, found: 100 })
    );
    assert_eq!(small, [7; 100]);
}

#[test]
fn weights_of_another_network_are_refused() {
    network! { struct Other< 4 => tanh 8 => tanh 6 => softmax 3 > }
    let mut other = Other::new(1);
    assert_eq!(
        other.load(&saved(IN_FLASH)),
        Err(WeightsError::OtherNetwork)
    );
    // a file without our hash says nothing of activations
    assert_eq!(other.load(SEQUENTIAL), Ok(()));
}

#[test]
fn no_damage_goes_unseen_and_nothing_is_half_loaded() {
    let good = saved(IN_FLASH);
    let mut net = Sequential::new(5);
    let before = net.clone();
    for len in 0..good.len() {
        assert!(net.load(&good[..len]).is_err(), "{len} bytes");
    }
    for place in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[place] ^= 1 << bit;
            let result = net.load(&bad);
            // a name within the header's own text, or a space, may change without harm
            if result.is_ok() {
                assert_eq!(&net, IN_FLASH, "byte {place}, bit {bit}");
                net = before.clone();
            }
        }
    }
    assert_eq!(net, before);
}

/// Pieces of files put together anyhow: whatever comes out, nothing panics, and what is refused changes
/// nothing.
#[test]
fn no_file_makes_it_panic() {
    let files = [
        SEQUENTIAL,
        NAMED,
        NUMBERED,
        SEQUENTIAL_F64,
        &saved(IN_FLASH),
    ];
    let words: [&[u8]; 8] = [
        b"{",
        b"}",
        b"\"",
        b"[99999999999999999999]",
        b"\\",
        b":",
        b"18446744073709551615",
        b"\"F32\"",
    ];
    let mut rng = Rng::new(1);
    let before = Sequential::new(5);
    let mut net = before.clone();
    for _ in 0..20_000 {
        let mut bytes = files[rng.below(5)].to_vec();
        for _ in 0..=rng.below(4) {
            let from = rng.below(bytes.len());
            let to = (from + rng.below(40)).min(bytes.len());
            let piece: &[u8] = match rng.below(3) {
                0 => words[rng.below(8)],
                1 => {
                    let other = files[rng.below(5)];
                    let start = rng.below(other.len());
                    &other[start..(start + rng.below(60)).min(other.len())]
                }
                _ => &[],
            };
            bytes.splice(from..to, piece.iter().copied());
        }
        // a header of the right length, so that more of it is read
        if rng.below(2) == 0 && bytes.len() > 8 {
            let len = 1 + rng.below(bytes.len() - 8) as u64;
            bytes[..8].copy_from_slice(&len.to_le_bytes());
        }
        match net.load(&bytes) {
            Ok(()) => net = before.clone(),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        assert_eq!(net, before);
    }
}

#[test]
fn every_error_says_what_is_wrong() {
    network! { struct Net< 2 => relu 3 => softmax 2 > }
    let says = |file: &[u8], text: &str| {
        let mut net = Net::new(1);
        let error = net.load(file).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(net.as_slice(), Net::new(1).as_slice());
    };
    macro_rules! file {
        ($name:literal) => {
            include_bytes!(concat!("ui/weights/", $name, ".safetensors"))
        };
    }
    assert_eq!(Net::new(1).load(file!("right")), Ok(()));
    says(file!("text"), "this is not a safetensors file");
    says(b"", "this is not a safetensors file");
    says(
        file!("truncated"),
        "the file is cut off: it should have 324 bytes and has 321",
    );
    says(
        file!("overlapping"),
        "the data of tensor `2.weight` lies outside the file, upon another's, behind a gap, or is of \
         another length",
    );
    says(file!("missing"), "the file holds no tensor `2.bias`");
    says(
        file!("extra"),
        "the file holds a tensor `4.bias` that the network has no place for",
    );
    says(
        file!("other_shape"),
        "tensor `2.weight` is of shape [2, 4], layer `layer2` needs [2, 3]",
    );
    says(
        file!("transposed"),
        "tensor `2.weight` is of shape [3, 2], layer `layer2` needs [2, 3]: it is transposed (weights \
         are [outputs, inputs], as in PyTorch)",
    );
    says(
        file!("half"),
        "tensor `0.weight` holds F16, the network computes in F32: say `as f16` behind the file's name to convert it, or `Reading::convert` at run time",
    );
    says(
        file!("double"),
        "tensor `0.bias` holds F64, the network computes in F32: say `as f64` behind the file's name to convert it, or `Reading::convert` at run time",
    );
    says(
        file!("nan"),
        "tensor `2.bias` holds a value that is infinite or not a number",
    );
}

fn called<'n>(names: &'n [&'n str]) -> Reading<'n> {
    Reading {
        names,
        ..Reading::PLAIN
    }
}

#[test]
fn names_are_given() {
    const FILE: &[u8] = include_bytes!("golden/scattered.safetensors");
    let mut net = Scattered::ZERO;
    weights::load_with(&mut net, FILE, &called(&["embed", "core", "head"])).unwrap();
    assert_eq!(net.as_slice(), Scattered::TRAINED.as_slice());
    let says = |names: &[&str], text: &str| {
        let error = weights::load_with(&mut Scattered::new(1), FILE, &called(names)).unwrap_err();
        assert_eq!(error.to_string(), text);
    };
    says(
        &["embed", "cor", "head"],
        "the file holds no tensor `cor.weight`; it holds, for one, `core.bias`",
    );
    says(
        &["core", "embed", "head"],
        "tensor `core.weight` is of shape [5, 5], layer `layer1` needs [5, 3]",
    );
    says(
        &[],
        "the file holds no tensor `layer1.weight`; it holds, for one, `core.bias`",
    );
}

#[test]
fn names_are_found_through_networks_and_blocks() {
    network! { struct Deep< 4 => encoder: Encoder => { tanh 6 } + skip => head: linear 1 > }
    let (net, mut bytes) = (Deep::new(1), [0; 4096]);
    let len = net.save(&mut bytes).unwrap();
    for name in ["encoder.layer1", "encoder.layer2", "layer2.layer1", "head"] {
        assert!(!tensor(&bytes[..len], &format!("{name}.bias")).is_empty());
    }
    let mut again = Deep::ZERO;
    again.load(&bytes[..len]).unwrap();
    assert_eq!(again.as_slice(), net.as_slice());
}
