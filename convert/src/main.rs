//! Reads a network that others trained, writes what `typed_nn::network!` takes:
//! `typed-nn-convert model.tflite` writes `model.safetensors` and prints the declaration.
#![forbid(unsafe_code)]

use clap::{Parser, ValueEnum};
use nn_formats::{Error, onnx, safetensors};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use typed_nn_convert::{Chain, Given, read, torch};

/// Converts a chain of dense layers for typed-nn, and from it.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The network: .onnx, .tflite (floats), .keras, .h5; or weights alone: .safetensors, .npz, .npy, .weights.h5
    model: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Safetensors)]
    to: Format,
    /// Where to write it; else beside the model
    #[arg(long)]
    out: Option<PathBuf>,
    /// The name of the network in the declaration
    #[arg(long, default_value = "Net")]
    name: String,
    /// The layers of weights alone, as a declaration has them: "4 => relu 8 => softmax 3", or all of the declaration
    #[arg(long)]
    layers: Option<String>,
    /// What those layers are called in the file, from the first to the last, where names and numbers do not say
    #[arg(long, value_delimiter = ',')]
    names: Vec<String>,
    /// Which way its matrices lie, where shapes and names do not say
    #[arg(long, value_enum)]
    matrices: Option<Matrices>,
    /// What numbers to write; else those of the file
    #[arg(long, value_enum)]
    scalar: Option<Scalar>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Matrices {
    /// [outputs, inputs], as in PyTorch
    OutIn,
    /// [inputs, outputs], as in Keras and scikit-learn
    InOut,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Scalar {
    F32,
    F64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Weights for `weights = "…"`; the declaration is printed
    Safetensors,
    /// An ONNX file
    Onnx,
    /// Python source of a `torch.nn.Sequential` with its weights
    Torch,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Self::Safetensors => "safetensors",
            Self::Onnx => "onnx",
            Self::Torch => "py",
        }
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<String, Error> {
    let Arguments {
        model: path,
        to,
        out,
        name,
        ..
    } = arguments;
    if !is_name(name) {
        return Err(Error::new(format!(
            "`{name}` is no name of a type: letters, digits and `_`"
        )));
    }
    let given = given(arguments)?;
    let bytes = std::fs::read(path).map_err(|error| Error::new(error.to_string()));
    let model = bytes.and_then(|bytes| read(path, bytes, &given));
    let model = model.map_err(|error| Error::new(format!("{}: {error}", path.display())))?;
    let out = out
        .clone()
        .unwrap_or_else(|| path.with_extension(to.extension()));
    if out == *path {
        return Err(Error::new(format!(
            "{} would be overwritten: name another by --out",
            out.display()
        )));
    }
    let bytes = match to {
        Format::Safetensors => safetensors::write(&model),
        Format::Onnx => onnx::write(&model, name)?,
        Format::Torch => torch::source(&model, name)?.into_bytes(),
    };
    write(&out, &bytes).map_err(|error| Error::new(format!("{}: {error}", out.display())))?;
    let file = out.file_name().unwrap_or_default().to_string_lossy();
    let declaration = model.declaration(name);
    Ok(match to {
        Format::Safetensors => {
            format!("typed_nn::network! {{\n    {declaration} weights = {file:?}\n}}\n")
        }
        _ => String::new(),
    })
}

fn given(arguments: &Arguments) -> Result<Given, Error> {
    let layers = arguments.layers.as_deref().map(Chain::parse).transpose();
    Ok(Given {
        layers: layers.map_err(|error| Error::new(format!("--layers: {error}")))?,
        names: arguments.names.clone(),
        matrices: arguments.matrices.map(|matrices| match matrices {
            Matrices::OutIn => typed_nn_convert::Matrices::OutIn,
            Matrices::InOut => typed_nn_convert::Matrices::InOut,
        }),
        is_double: arguments.scalar.map(|scalar| scalar == Scalar::F64),
    })
}

/// The whole file or nothing.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(name);
    let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    written.inspect_err(|_| {
        let _ = std::fs::remove_file(&part);
    })
}

fn is_name(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c.is_ascii_digit())
}
