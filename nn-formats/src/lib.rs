//! Dense networks in other people's files: readers that give one plain [`Model`], and writers.
//!
//! `typed_nn::network!` reads ONNX with it while a program is compiled. It depends on nothing, so that it costs a build of
//! `network!` little, and it is no part of the library at run time. A reader trusts no length and no offset in a file: what is wrong is an
//! [`Error`], and no more memory is taken than the file has bytes, times a small constant.
//!
//! ```
//! use nn_formats::{Activation, Layer, Model, Stage, onnx};
//!
//! let layer = Layer {
//!     name: "fc".into(),
//!     activation: Activation::word("relu"),
//!     inputs: 2,
//!     outputs: 1,
//!     weights: vec![1.0, -1.0],
//!     bias: vec![0.5],
//! };
//! let model = Model { stages: vec![Stage::Dense(layer)], is_double: false, samples: None };
//! assert_eq!(onnx::read(&onnx::write(&model, "Net")?)?.declaration("Net"), "pub struct Net< 2 => relu 1 >");
//! # Ok::<(), nn_formats::Error>(())
//! ```
#![forbid(unsafe_code)]

mod error;
mod model;
pub mod onnx;
pub mod safetensors;
mod stage;
pub mod tflite;

pub use error::Error;
pub use model::{Model, Samples};
pub use stage::{Activation, Layer, Norm, Scaler, Stage, Values};
