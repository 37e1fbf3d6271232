//! What can be wrong with a file of weights.

use super::dims::Dims;
use super::dtype::Dtype;
use crate::text::{Label, Text};
use core::fmt;

/// Why a file does not hold the weights of a network. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WeightsError {
    /// It is not a safetensors file.
    NotSafetensors,
    /// The header promises more bytes than there are.
    Truncated {
        /// How long the file should be.
        needed: u64,
        /// How long it is.
        found: u64,
    },
    /// The data of a tensor is not where, or not as long as, it can be: outside the file, upon
    /// another tensor's, or with a gap before it.
    Misplaced(Label),
    /// The network needs a tensor that the file does not have.
    Missing {
        /// The tensor.
        tensor: Label,
        /// One that it has instead.
        found: Option<Label>,
    },
    /// The file has a tensor that the network has no place for.
    Extra(Label),
    /// A tensor is of another shape.
    Shape {
        /// The tensor.
        tensor: Label,
        /// The layer that it belongs to.
        layer: Label,
        /// Its shape.
        found: Dims,
        /// The layer's.
        needed: Dims,
    },
    /// A tensor's values are of another type.
    Type {
        /// The tensor.
        tensor: Label,
        /// Their type.
        found: Label,
        /// The network's: `F32` or `F64`.
        needed: &'static str,
    },
    /// A value is infinite or NaN.
    NotFinite(Label),
    /// A value that was to be converted is beyond the numbers that the network computes in.
    TooLarge(Label),
    /// The file was written by a network of other sizes or activations.
    OtherNetwork,
    /// The checksum says that the values are not those that were written.
    Checksum,
    /// The samples in the file do not fit the network.
    Samples {
        /// The tensor: `typed_nn.input` or `typed_nn.output`.
        tensor: Label,
        /// Its shape.
        found: Dims,
        /// The network's.
        needed: Dims,
    },
    /// There are no samples in the file to test the network with.
    NoSamples,
    /// The network does not give the outputs that the file holds.
    Differs {
        /// For which of the file's samples, counted from 0.
        sample: usize,
    },
    /// It is no image of parameters, or one of another version of the format.
    NotAnImage,
    /// The image does not lie where the network can.
    Misaligned {
        /// At a multiple of how many bytes it has to.
        align: usize,
    },
    /// An image has the least significant byte first, this processor the other.
    ByteOrder,
    /// There is not enough room to write to.
    Room {
        /// How many bytes there must be.
        needed: usize,
        /// How many there are.
        found: usize,
    },
}

impl WeightsError {
    /// What is wrong, in words.
    pub(super) const fn text(&self) -> Text<400> {
        const START: Text<400> = Text::NONE;
        match self {
            Self::NotSafetensors => START.str("this is not a safetensors file"),
            Self::Truncated { needed, found } => START
                .str("the file is cut off: it should have ")
                .number(*needed as usize)
                .str(" bytes and has ")
                .number(*found as usize),
            Self::Misplaced(tensor) => START.str("the data of tensor `").text(tensor).str(
                "` lies outside the file, upon another's, behind a gap, or is of another length",
            ),
            Self::Missing { tensor, found } => {
                let text = START
                    .str("the file holds no tensor `")
                    .text(tensor)
                    .str("`");
                match found {
                    Some(found) => text.str("; it holds, for one, `").text(found).str("`"),
                    None => text,
                }
            }
            Self::Extra(tensor) => START
                .str("the file holds a tensor `")
                .text(tensor)
                .str("` that the network has no place for"),
            Self::Shape {
                tensor,
                layer,
                found,
                needed,
            } => {
                let text = sizes(
                    START.str("tensor `").text(tensor).str("` is of shape "),
                    found,
                );
                let text = sizes(text.str(", layer `").text(layer).str("` needs "), needed);
                let is_transposed = match (found.sizes(), needed.sizes()) {
                    ([a, b], [c, d]) => *a == *d && *b == *c,
                    _ => false,
                };
                if is_transposed {
                    text.str(": it is transposed (weights are [outputs, inputs], as in PyTorch)")
                } else {
                    text
                }
            }
            Self::Type {
                tensor,
                found,
                needed,
            } => {
                let text = START
                    .str("tensor `")
                    .text(tensor)
                    .str("` holds ")
                    .text(found)
                    .str(", the network computes in ")
                    .str(needed);
                match Dtype::of(found.as_bytes()) {
                    Some(dtype) => text
                        .str(": say `as ")
                        .str(dtype.word())
                        .str("` behind the file's name to convert it, or `Reading::convert` at run time"),
                    None => text,
                }
            }
            Self::NotFinite(tensor) => START
                .str("tensor `")
                .text(tensor)
                .str("` holds a value that is infinite or not a number"),
            Self::TooLarge(tensor) => START
                .str("tensor `")
                .text(tensor)
                .str("` holds a value that is too large for `f32`, which the network computes in"),
            Self::OtherNetwork => {
                START.str("the weights are those of a network of other sizes or activations")
            }
            Self::Checksum => {
                START.str("the weights have changed since they were written: the checksum differs")
            }
            Self::Samples {
                tensor,
                found,
                needed,
            } => {
                let text = START
                    .str("the samples `")
                    .text(tensor)
                    .str("` are of shape ");
                sizes(sizes(text, found).str(", the network needs "), needed)
            }
            Self::NoSamples => START.str("the file holds no samples to test the network with"),
            Self::Differs { sample } => START
                .str("the network gives other outputs for sample ")
                .number(*sample)
                .str(" than the file holds"),
            Self::NotAnImage => START.str("this is not an image of parameters, as `write_image` makes it"),
            Self::Misaligned { align } => START
                .str("the image does not lie at a multiple of ")
                .number(*align)
                .str(" bytes"),
            Self::ByteOrder => START.str(
                "an image has the least significant byte first, this processor the other: take a safetensors file",
            ),
            Self::Room { needed, found } => START
                .str("the file takes ")
                .number(*needed)
                .str(" bytes, there is room for ")
                .number(*found),
        }
    }
}

/// `[2, 3]`
const fn sizes(mut text: Text<400>, dims: &Dims) -> Text<400> {
    let (sizes, mut i) = (dims.sizes(), 0);
    text = text.str("[");
    while i < sizes.len() {
        text = text
            .str(if i > 0 { ", " } else { "" })
            .number(sizes[i] as usize);
        i += 1;
    }
    text.str("]")
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl core::error::Error for WeightsError {}
