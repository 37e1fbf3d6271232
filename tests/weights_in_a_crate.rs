//! A user's crate with weights in a file: it is built again when the file changes.

mod support;

use std::fs;
use std::path::Path;
use support::{Workspace, errors, repository};

#[test]
fn the_build_is_redone_when_the_file_changes() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("weights_in_a_crate");
    fs::create_dir_all(&place).unwrap();
    let source = place.join("program.rs");
    let program = "#![deny(missing_docs, unused)]\n#![forbid(unsafe_code)]\n//! Prints a bias.\n\n\
        typed_nn::network! {\n    /// A network.\n    pub struct Net< 2 => relu 3 => softmax 2 > \
        weights = \"net.safetensors\"\n}\n\nfn main() {\n    print!(\"{}\", Net::TRAINED.layer1.bias[0]);\n}\n";
    fs::write(&source, program).unwrap();
    let dependency = format!("typed-nn = {{ path = {:?} }}", repository());
    let mut workspace = Workspace::new("weights_in_a_crate", "");
    workspace.add("program", "2024", &dependency, source.to_str().unwrap());
    let workspace = workspace.finish();

    let mut weights = fs::read(repository().join("tests/ui/weights/right.safetensors")).unwrap();
    let mut printed = |change: &dyn Fn(&mut Vec<u8>)| {
        change(&mut weights);
        fs::write(place.join("net.safetensors"), &weights).unwrap();
        let built = workspace.cargo(&["build"]);
        assert!(built.status.success(), "{}", errors(&built));
        let ran = workspace.run("debug", "program");
        String::from_utf8(ran.stdout)
            .unwrap()
            .parse::<f32>()
            .unwrap()
    };
    // `0.bias` comes first in the data
    let header = 8 + weights_header();
    let set = |bias: f32| {
        move |bytes: &mut Vec<u8>| bytes[header..header + 4].copy_from_slice(&bias.to_le_bytes())
    };
    assert_eq!(printed(&set(0.25)), 0.25);
    assert_eq!(printed(&set(-3.5)), -3.5);
}

/// How long the header of the file is.
fn weights_header() -> usize {
    let bytes = fs::read(repository().join("tests/ui/weights/right.safetensors")).unwrap();
    let (len, _) = bytes.split_first_chunk::<8>().unwrap();
    u64::from_le_bytes(*len) as usize
}
