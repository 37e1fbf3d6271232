//! What must hold for any bytes, whoever made them: each reader gives an error, and nothing has changed,
//! or the file is good, and what it says can be written and read again.
//!
//! The fuzzer calls these functions with bytes of its own, `tests/corpus.rs` with what the fuzzer has kept.

mod checkpoint;
mod model;
mod safetensors;
pub mod seeds;

pub use checkpoint::checkpoint;
pub use model::{onnx, tflite};
pub use safetensors::safetensors;
