//! ONNX, <https://onnx.ai/onnx/operators/>: graphs that are one chain of layers.
//!
//! | operators | are read as |
//! |---|---|
//! | `Gemm`; `MatMul`, with or without an `Add` or `Sub` of a constant | a dense layer |
//! | `Relu`, `LeakyRelu`, `Elu`, `Selu`, `Celu`, `Gelu`, `Mish`, `Swish`, `Softplus`, `Softsign`, `Tanh`, `Sigmoid`, `HardSigmoid`, `HardSwish`, `Clip`, `Softmax`, `LogSoftmax` | the activation behind it |
//! | `x · Sigmoid(x)`, `x · Tanh(Softplus(x))`, `x · HardSigmoid(x)`, `x · (1 + Erf(x/√2)) / 2` | `silu`, `mish`, `hard_swish`, `gelu` |
//! | `LayerNormalization` over the last axis | `layer_norm()` |
//! | `Sub`, `Div`, `Mul`, `Add` of constants before the first layer | `standardize` |
//! | `Dropout` | `dropout(p)`, which is nothing at inference |
//! | `Identity`, `Flatten`, a `Reshape` to rows | nothing: samples are flat rows |
//! | `Transpose`, `Identity`, `Reshape` of a constant | the constant |
//!
//! Samples lie in the metadata, `typed_nn.input` and `typed_nn.output`: numbers with white space between them.

mod dense;
mod inputs;
mod proto;
mod read;
mod stages;
mod walk;
mod wire;
mod words;
mod write;
mod written;

pub use read::read;
pub use write::write;
