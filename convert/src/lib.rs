//! Networks in other people's files, for typed-nn: what the command `typed-nn-convert` reads and writes.
//!
//! ONNX, TensorFlow Lite and whole Keras files say what their layers are. Files of bare weights, safetensors, `.npz`,
//! `.npy` and Keras's `.weights.h5`, do not: their layers are [`Given`].
#![forbid(unsafe_code)]

mod arrays;
mod chain;
mod flat;
mod keras;
mod names;
mod numpy;
mod order;
mod tensors;
pub mod torch;

pub use chain::{Chain, Planned};
use nn_formats::{Error, Model, onnx, tflite};
use std::path::Path;

/// What a file of bare weights does not say.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Its layers.
    pub layers: Option<Chain>,
    /// What the layers are called in it, from the first to the last; empty if their names say it themselves.
    pub names: Vec<String>,
    /// Which way its matrices lie, if its shapes and names do not say.
    pub matrices: Option<Matrices>,
    /// Whether the numbers become `f64` or `f32`; none if they stay what they are.
    pub is_double: Option<bool>,
}

/// Which way matrices of weights lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matrices {
    /// `[outputs, inputs]`, as in PyTorch and in typed-nn's files.
    OutIn,
    /// `[inputs, outputs]`, as in Keras and scikit-learn.
    InOut,
}

/// Reads a file by the ending of its name.
///
/// # Errors
/// What is in the way; a layer that is not supported is named.
pub fn read(name: &Path, bytes: Vec<u8>, given: &Given) -> Result<Model, Error> {
    let extension = name.extension().unwrap_or_default().to_ascii_lowercase();
    let mut model = match extension.to_str().unwrap_or_default() {
        "onnx" => onnx::read(&bytes)?,
        "tflite" => tflite::read(&bytes)?,
        "keras" => keras::read_keras(&bytes)?,
        "h5" | "hdf5" => keras::read_h5(bytes, given)?,
        "safetensors" => arrays::assemble(tensors::read(&bytes)?, given)?,
        "npz" => arrays::assemble(numpy::read_npz(&bytes)?, given)?,
        "npy" => arrays::assemble(
            numpy::read_npy("array", &bytes).map(|array| vec![array])?,
            given,
        )?,
        _ => {
            return Err(Error::new(
                "its name ends in none of .onnx, .tflite, .keras, .h5, .safetensors, .npz and .npy",
            ));
        }
    };
    model.is_double = given.is_double.unwrap_or(model.is_double);
    Ok(model)
}
