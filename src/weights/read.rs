//! A network's layers beside their tensors in a file.

use super::dims::Dims;
use super::error::WeightsError;
use super::file::{CHECKSUM, File, TOPOLOGY};
use super::header::Entry;
use super::names::{Found, Names};
use crate::flat::Parameters;
use crate::layer::{Place, Shape};
use crate::text::{Label, same};

/// An error, and which stage of the network it belongs to; none if it is about the whole file.
#[derive(Clone, Copy)]
pub struct Failure {
    pub error: WeightsError,
    pub stage: Option<u16>,
}

/// The layers of a network beside their tensors in a file that fits.
#[derive(Clone, Copy)]
pub struct Reader<'f> {
    file: File<'f>,
    names: Names<'f>,
    shape: Shape,
    index: usize,
}

/// A layer with its weights, row by row, and its bias.
pub struct Tensors<'f> {
    pub layer: Place,
    pub weights: Tensor<'f>,
    pub bias: Tensor<'f>,
}

/// The bytes of a tensor.
#[derive(Clone, Copy)]
pub struct Tensor<'f> {
    pub name: &'f [u8],
    pub bytes: &'f [u8],
}

impl<'f> Reader<'f> {
    /// Looks at all but the values.
    pub const fn new(
        bytes: &'f [u8],
        shape: Shape,
        dtype: &'static str,
        given: &'f [&'f str],
    ) -> Result<Self, Failure> {
        let file = match File::open(bytes) {
            Ok(file) => file,
            Err(error) => return Err(whole(error)),
        };
        let names = Names::new(file, &shape, given);
        let reader = Self {
            file,
            names,
            shape,
            index: 0,
        };
        let (mut names, mut index) = (names, 0);
        while let Some(layer) = shape.layer(index) {
            let found = match names.next(&layer) {
                Ok(found) => found,
                Err(tensor) => {
                    let tensor = Label::NONE.text(&tensor);
                    let found = reader.names.stranger(&shape);
                    return Err(at(&layer, WeightsError::Missing { tensor, found }));
                }
            };
            if let Some(error) = misfit(&layer, &found, dtype) {
                return Err(at(&layer, error));
            }
            index += 1;
        }
        if file.count() != 2 * index {
            let stranger = match reader.names.stranger(&shape) {
                Some(stranger) => stranger,
                None => Label::NONE,
            };
            return Err(whole(WeightsError::Extra(stranger)));
        }
        // a file of our own says whose it is
        match file.number(TOPOLOGY) {
            Some(topology) if topology != shape.topology() => {
                Err(whole(WeightsError::OtherNetwork))
            }
            _ => Ok(reader),
        }
    }

    /// The next layer.
    pub const fn next(&mut self) -> Option<Tensors<'f>> {
        let Some(layer) = self.shape.layer(self.index) else {
            return None;
        };
        self.index += 1;
        match self.names.next(&layer) {
            Ok(found) => Some(Tensors {
                layer,
                weights: self.tensor(&found.weights),
                bias: self.tensor(&found.bias),
            }),
            Err(_) => None,
        }
    }

    const fn tensor(&self, entry: &Entry<'f>) -> Tensor<'f> {
        Tensor {
            name: entry.name,
            bytes: self.file.bytes(entry),
        }
    }

    /// The checksum that the file should have, if it names one.
    pub const fn checksum(&self) -> Option<u64> {
        self.file.number(CHECKSUM)
    }
}

/// An error about the file.
pub const fn whole(error: WeightsError) -> Failure {
    Failure { error, stage: None }
}

/// An error about a layer.
pub const fn at(layer: &Place, error: WeightsError) -> Failure {
    let stage = Some(layer.stage as u16);
    Failure { error, stage }
}

const fn misfit(layer: &Place, found: &Found, dtype: &'static str) -> Option<WeightsError> {
    let weights = match layer.is_vector {
        true => Dims::vector(layer.outputs),
        false => Dims::matrix(layer.outputs, layer.inputs),
    };
    let bias = Dims::vector(layer.outputs);
    if let Some(error) = misfit_of(layer, &found.weights, weights, dtype) {
        return Some(error);
    }
    misfit_of(layer, &found.bias, bias, dtype)
}

const fn misfit_of(
    layer: &Place,
    entry: &Entry,
    needed: Dims,
    dtype: &'static str,
) -> Option<WeightsError> {
    if let Some(error) = wrong_type(entry, dtype) {
        return Some(error);
    }
    if !entry.dims.is(&needed) {
        return Some(WeightsError::Shape {
            tensor: Label::of(entry.name),
            layer: Label::NONE.text(&layer.path),
            found: entry.dims,
            needed,
        });
    }
    None
}

/// That a tensor's values are not of the network's type.
pub const fn wrong_type(entry: &Entry, needed: &'static str) -> Option<WeightsError> {
    if same(entry.dtype, needed.as_bytes()) {
        return None;
    }
    Some(WeightsError::Type {
        tensor: Label::of(entry.name),
        found: Label::of(entry.dtype),
        needed,
    })
}

/// What the network's scalars are called in files.
pub const fn dtype<N: Parameters>() -> &'static str {
    if size_of::<N::Scalar>() == 4 {
        "F32"
    } else {
        "F64"
    }
}
