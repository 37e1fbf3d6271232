//! Users' crates with weights in a file.

mod support;

use std::fs;
use std::path::Path;
use support::{Workspace, errors, repository};

/// Prints a bias.
const PROGRAM: &str = "#![deny(missing_docs, unused)]
#![forbid(unsafe_code)]
//! Prints a bias.

typed_nn::network! {
    /// A network.
    pub struct Net< 2 => relu 3 => softmax 2 > weights = \"net.safetensors\"
}

typed_nn::network! {
    /// Another, layers and all.
    pub struct Pilot from \"pilot.onnx\"
}

fn main() {
    print!(\"{} {}\", Net::TRAINED.layer1.bias[0], Pilot::TRAINED.layer1.bias[0]);
}
";

typed_nn::network! { struct Pilot from "golden/onnx/pilot.onnx" }

/// The README's program, with the file that `python3 tools/export.py` wrote; and a build that is
/// redone when the file changes.
#[test]
fn a_file_is_part_of_the_program() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("weights_in_a_crate");
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join("program.rs"), PROGRAM).unwrap();
    fs::write(place.join("readme.rs"), readme_program()).unwrap();
    let weights = repository().join("tests/golden/xor.safetensors");
    fs::copy(weights, place.join("xor.safetensors")).unwrap();

    let dependency = format!("typed-nn = {{ path = {:?} }}", repository());
    let mut workspace = Workspace::new("weights_in_a_crate", "");
    for name in ["program", "readme"] {
        let source = place.join(name).with_extension("rs");
        workspace.add(name, "2024", &dependency, source.to_str().unwrap());
    }
    let workspace = workspace.finish();
    let mut weights = fs::read(repository().join("tests/ui/weights/right.safetensors")).unwrap();
    let (len, _) = weights.split_first_chunk::<8>().unwrap();
    // `0.bias` comes first in the data
    let first = 8 + u64::from_le_bytes(*len) as usize;
    let mut onnx = fs::read(repository().join("tests/golden/onnx/pilot.onnx")).unwrap();
    let bias = Pilot::TRAINED.layer1.bias[0].to_le_bytes();
    let of_onnx = onnx.windows(4).position(|bytes| bytes == bias).unwrap();
    let mut built_with = |bias: f32, of_pilot: f32| {
        weights[first..first + 4].copy_from_slice(&bias.to_le_bytes());
        fs::write(place.join("net.safetensors"), &weights).unwrap();
        onnx[of_onnx..of_onnx + 4].copy_from_slice(&of_pilot.to_le_bytes());
        fs::write(place.join("pilot.onnx"), &onnx).unwrap();
        let built = workspace.cargo(&["build"]);
        assert!(built.status.success(), "{}", errors(&built));
    };
    let printed = |name: &str| {
        let text = String::from_utf8(workspace.run("debug", name).stdout).unwrap();
        let numbers = text
            .split_whitespace()
            .map(|number| number.parse().unwrap());
        numbers.collect::<Vec<f32>>()
    };
    built_with(0.25, 4.5);
    assert_eq!(printed("program"), [0.25, 4.5]);
    assert!(printed("readme")[0] > 0.99);
    built_with(-3.5, 4.5);
    assert_eq!(printed("program"), [-3.5, 4.5]);
    built_with(-3.5, -0.125);
    assert_eq!(printed("program"), [-3.5, -0.125]);
}

/// The block of the README that takes weights from `xor.safetensors`.
fn readme_program() -> String {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let blocks = readme.split("```rust,ignore\n").skip(1);
    let mut programs = blocks.filter_map(|block| Some(block.split_once("```")?.0));
    programs
        .find(|program| program.contains("xor.safetensors"))
        .unwrap()
        .to_owned()
}
