//! What the fuzzer has found worth keeping, given to the readers once more, without the fuzzer: `fuzz/README.md`.

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::fs;
use std::path::Path;

/// Gives each file of a corpus to a reader; returns how many there were.
fn each(target: &str, read: fn(&[u8])) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    for file in &files {
        println!("{}", file.display());
        read(&fs::read(file).unwrap());
    }
    files.len()
}

#[test]
fn safetensors() {
    assert!(each("safetensors", fuzz::safetensors) > 20);
}

#[test]
fn checkpoints() {
    assert!(each("checkpoint", fuzz::checkpoint) > 20);
}

#[test]
fn onnx() {
    assert!(each("onnx", fuzz::onnx) > 20);
}

#[test]
fn tflite() {
    assert!(each("tflite", fuzz::tflite) > 20);
}

/// What the fuzzer begins with is good, and in time is what the library writes now.
#[test]
fn seeds_are_good() {
    for (target, name, bytes) in fuzz::seeds::seeds() {
        match target {
            "safetensors" => fuzz::safetensors(&bytes),
            _ => fuzz::checkpoint(&bytes),
        }
        assert!(!bytes.is_empty(), "{target}: {name}");
    }
}
