//! Writes what the fuzzer begins with into `target/seeds`.

use std::{fs, io};

fn main() -> io::Result<()> {
    let root = env!("CARGO_MANIFEST_DIR");
    for (target, name, bytes) in typed_nn_fuzz::seeds::seeds() {
        write(root, target, name, &bytes)?;
    }
    let golden = format!("{root}/../tests/golden");
    for (target, folder) in [("safetensors", ""), ("onnx", "onnx"), ("tflite", "tflite")] {
        for file in fs::read_dir(format!("{golden}/{folder}"))? {
            let file = file?;
            let (name, is_small) = (file.file_name(), file.metadata()?.len() < 6000);
            if let Some(name) = name
                .to_str()
                .filter(|name| is_small && name.ends_with(target))
            {
                write(root, target, name, &fs::read(file.path())?)?;
            }
        }
    }
    Ok(())
}

fn write(root: &str, target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = format!("{root}/target/seeds/{target}");
    fs::create_dir_all(&folder)?;
    fs::write(format!("{folder}/{name}"), bytes)
}
