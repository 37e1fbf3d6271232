//! The README's commands, word for word, in a folder that holds the files they name.

use std::path::Path;
use std::process::Command;
use std::{env, fs};
use typed_nn::network;

const README: &str = include_str!("../../README.md");

network! { struct Pump< 2 => standardize => tanh 16 => layer_norm() => linear 1 > }

/// What the files are.
const FILES: [(&str, &str); 4] = [
    ("model.keras", "keras/picture.keras"),
    ("model.tflite", "tflite/sine_float.tflite"),
    ("model.onnx", "onnx/pilot.onnx"),
    ("weights.npz", "numpy/named.npz"),
];

#[test]
fn every_command_does_what_it_says() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let (_, section) = README.split_once("\n## From other files\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let (mut tried, mut lines) = (0, section.lines().peekable());
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("cargo run -p typed-nn-convert -- ") else {
            continue;
        };
        fill(&folder);
        let (arguments, written) = command.split_once('#').expect("what is written");
        let output = Command::new(env!("CARGO_BIN_EXE_typed-nn-convert"))
            .args(words(arguments))
            .current_dir(&folder)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {errors}");
        let written = written.trim().split([',', ':']).next().unwrap();
        let named = command.split_whitespace().next().unwrap();
        assert!(
            folder.join(written).is_file() && written != named,
            "{line} does not write {written}"
        );
        let mut shown = String::new();
        while let Some(text) = lines.next_if(|line| line.starts_with("    ")) {
            shown += &format!("{}\n", &text[4..]);
        }
        if !shown.is_empty() {
            assert_eq!(String::from_utf8(output.stdout).unwrap(), shown, "{line}");
        }
        tried += 1;
    }
    assert_eq!(tried, 5);
}

/// Makes the folder anew, so that every file in it was written by one command.
fn fill(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    for (name, file) in FILES {
        fs::copy(golden.join(file), folder.join(name)).unwrap();
    }
    let mut pump = fs::File::create(folder.join("pump.safetensors")).unwrap();
    typed_nn::weights::write(&Pump::new(1), &mut pump).unwrap();
}

/// As a shell takes a line apart.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![];
    for (index, part) in line.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}
