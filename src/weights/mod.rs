//! Weights from files: safetensors, as PyTorch and Keras write them.
//!
//! ```
//! use typed_nn::network;
//!
//! network! {
//!     /// How to balance a pole.
//!     pub struct Pilot< 5 => relu 64 => relu 32 => linear 1 >
//!         weights = "../../examples/data/policies/inverted_pendulum.safetensors"
//! }
//! static PILOT: &Pilot = Pilot::TRAINED; // in flash: nothing is parsed, copied or allocated
//!
//! # fn main() {
//! assert_eq!(Pilot::self_test(), Ok(())); // the outputs that the file holds
//! # }
//! ```
//!
//! The file is read while the program is compiled; its path is relative to the source file. If it
//! does not fit the declaration, that is an error at the very layer. `from_safetensors` does the
//! same for bytes, in any constant, but all by the interpreter of constants: it takes about a second for ten
//! layers, and for 200,000 weights. `load` and `save` do it at run time, without an allocator.
//!
//! The tensors of a layer are called after its field, `layer1.weight` and `layer1.bias`, or are
//! numbered in any other way, with names that differ in their last number: `0.weight, 2.weight` of
//! PyTorch's `nn.Sequential`, `net.0.weight`, `fc1.weight`. Any others are given from the first layer to the last:
//! `weights = "…", names = ["embed", "head"]`, or [`Reading::names`]. Weights are `[outputs, inputs]`, as in
//! PyTorch; a `layer_norm` has a `weight` and a `bias` of `[values]`, a `standardize` a `mean` and a `std`,
//! and a `dropout` has a number among PyTorch's modules and no tensors. Other tensors than the layers' are an error, but for those whose names begin with `typed_nn.`:
//! `typed_nn.input` and `typed_nn.output` hold samples, a row for each, that `self_test` and a generated
//! test compare the network with.
//!
//! The values are of the network's type. Others are converted where the user says so: `weights = "…" as f16`
//! (`bf16`, `f32`, `f64`), or [`Reading::convert`]. They are rounded to the nearest.
//!
//! An image of the parameters as they lie in memory costs a build nothing at all, however large it is:
//! [`write_image`], then `weights = "net.weights"` or [`embedded`].
//!
//! With the feature `serde`, networks are `Serialize` and `Deserialize`: in formats that people read, such as JSON,
//! each layer stands under its name, with `weight` as rows and `bias`; others, such as postcard, get a hash of the topology
//! and all parameters in a row, in a buffer if need be. Lengths, names and the hash are checked, values are finite, and
//! nothing is allocated; a network passes over the stack. With the feature `bytemuck`, networks and gradients are
//! `Zeroable`, and `Pod` if they are `Copy`.
//!
//! Files that [`save`] writes carry a hash of the topology and a checksum of the values; where a
//! file has them, they are compared. Format:
//! <https://huggingface.co/docs/safetensors/index#format>.

#[doc(hidden)]
pub mod constant;
mod dims;
mod dtype;
mod error;
#[doc(hidden)]
pub mod file;
#[doc(hidden)]
pub mod fill;
#[doc(hidden)]
pub mod header;
mod image;
mod load;
mod names;
pub(crate) mod read;
#[doc(hidden)]
pub mod samples;
#[cfg(feature = "serde")]
pub(crate) mod serde;
mod write;

pub use crate::flat::Aligned;
pub use crate::text::{Label, Text};
pub use dims::Dims;
pub use dtype::Dtype;
pub use error::WeightsError;
#[cfg(feature = "std")]
pub use image::write_image;
pub use image::{embedded, image_len, save_image, view};
pub use load::{load, load_with};
pub use read::Reading;
pub use samples::self_test;
#[cfg(feature = "std")]
pub use write::write;
pub use write::{save, saved_len};
