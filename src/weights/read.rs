//! A network's layers beside their tensors in a file.

use super::dims::Dims;
use super::dtype::Dtype;
use super::error::WeightsError;
use super::file::File;
use super::header::Entry;
use super::names::{Found, Names};
use crate::flat::Parameters;
use crate::layer::{FNV_OFFSET, Place, Shape, fnv_step};
use crate::text::Label;

/// How a file is to be read, where it does not say so itself.
///
/// ```
/// use typed_nn::network;
/// use typed_nn::weights::{self, Dtype, Reading};
/// network! { struct Net< 2 => relu 3 => softmax 2 > }
///
/// # fn main() -> Result<(), weights::WeightsError> {
/// let bytes = include_bytes!("../../tests/ui/weights/half.safetensors"); // its `0.weight` holds F16
/// let mut net = Net::ZERO;
/// assert!(net.load(bytes).is_err());
/// weights::load_with(&mut net, bytes, &Reading { convert: Some(Dtype::F16), ..Reading::PLAIN })?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'n> {
    /// What the layers are called in the file, from the first to the last; empty if the names in the file
    /// say it themselves. A layer without a name is looked for under its own.
    pub names: &'n [&'n str],
    /// Which other type than the network's values may have: they are converted, rounded to the
    /// nearest. Of no other if it is none.
    pub convert: Option<Dtype>,
}

impl Reading<'_> {
    /// The file says everything itself.
    pub const PLAIN: Self = Self {
        names: &[],
        convert: None,
    };
}

/// An error, and which stage of the network it belongs to; none if it is about the whole file.
#[derive(Clone, Copy)]
pub struct Failure {
    pub error: WeightsError,
    pub stage: Option<u16>,
}

/// The layers of a network beside their tensors in a file.
#[derive(Clone, Copy)]
pub struct Reader<'f> {
    file: File<'f>,
    /// Before the first layer.
    start: Names<'f>,
    names: Names<'f>,
    shape: Shape,
    index: usize,
    own: Dtype,
    convert: Option<Dtype>,
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
    pub dtype: Dtype,
    pub bytes: &'f [u8],
}

impl Tensor<'_> {
    /// How many numbers there are.
    pub const fn len(&self) -> usize {
        self.bytes.len() / self.dtype.bytes()
    }

    /// A number.
    pub const fn number(&self, index: usize) -> f64 {
        self.dtype.number(self.dtype.bits_of(self.bytes, index))
    }

    /// A checksum with the bits of these numbers behind it.
    pub const fn sum(&self, mut sum: u64) -> u64 {
        let mut i = 0;
        while i < self.len() {
            sum = fnv_step(sum, self.dtype.bits_of(self.bytes, i));
            i += 1;
        }
        sum
    }
}

impl<'f> Reader<'f> {
    /// The first layer is next.
    pub const fn new(file: File<'f>, shape: Shape, own: Dtype, reading: &Reading<'f>) -> Self {
        let names = Names::new(file, &shape, reading.names);
        Self {
            file,
            start: names,
            names,
            shape,
            index: 0,
            own,
            convert: reading.convert,
        }
    }

    /// The same, after all but the values was looked at.
    pub const fn checked(
        bytes: &'f [u8],
        shape: Shape,
        own: Dtype,
        reading: &Reading<'f>,
    ) -> Result<Self, Failure> {
        let reader = match File::open(bytes) {
            Ok(file) => Self::new(file, shape, own, reading),
            Err(error) => return Err(whole(error)),
        };
        let mut layers = reader;
        while let Some(layer) = layers.next() {
            if let Err(failure) = layer {
                return Err(failure);
            }
        }
        match reader.stranger() {
            Some(error) => Err(whole(error)),
            None => Ok(reader),
        }
    }

    /// The next layer, or what is wrong with it.
    pub const fn next(&mut self) -> Option<Result<Tensors<'f>, Failure>> {
        let Some(layer) = self.shape.layer(self.index) else {
            return None;
        };
        self.index += 1;
        let found = match self.names.next(&layer) {
            Ok(found) => found,
            Err(tensor) => {
                let tensor = Label::NONE.text(&tensor);
                let found = self.start.stranger(&self.shape);
                let error = WeightsError::Missing { tensor, found };
                return Some(Err(at(&layer, error)));
            }
        };
        Some(self.tensors(layer, &found))
    }

    const fn tensors(&self, layer: Place, found: &Found<'f>) -> Result<Tensors<'f>, Failure> {
        let matrix = match layer.is_vector {
            true => Dims::vector(layer.outputs),
            false => Dims::matrix(layer.outputs, layer.inputs),
        };
        let weights = match self.tensor(&layer, &found.weights, matrix) {
            Ok(weights) => weights,
            Err(error) => return Err(at(&layer, error)),
        };
        let bias = match self.tensor(&layer, &found.bias, Dims::vector(layer.outputs)) {
            Ok(bias) => bias,
            Err(error) => return Err(at(&layer, error)),
        };
        Ok(Tensors {
            layer,
            weights,
            bias,
        })
    }

    const fn tensor(
        &self,
        layer: &Place,
        entry: &Entry<'f>,
        needed: Dims,
    ) -> Result<Tensor<'f>, WeightsError> {
        let dtype = match dtype_of(entry, self.own, self.convert) {
            Ok(dtype) => dtype,
            Err(error) => return Err(error),
        };
        if !entry.dims.is(&needed) {
            return Err(WeightsError::Shape {
                tensor: Label::of(entry.name),
                layer: Label::NONE.text(&layer.path),
                found: entry.dims,
                needed,
            });
        }
        Ok(Tensor {
            name: entry.name,
            dtype,
            bytes: self.file.bytes(entry),
        })
    }

    /// What is wrong beside the layers: a tensor too many, or the file is another network's.
    pub const fn stranger(&self) -> Option<WeightsError> {
        if self.file.count() != 2 * self.shape.layers() {
            let stranger = match self.start.stranger(&self.shape) {
                Some(stranger) => stranger,
                None => Label::NONE,
            };
            return Some(WeightsError::Extra(stranger));
        }
        // a file of our own says whose it is
        match self.file.topology() {
            Some(topology) if topology != self.shape.topology() => Some(WeightsError::OtherNetwork),
            _ => None,
        }
    }

    /// The checksum that the file does have.
    pub const fn sum(mut self) -> u64 {
        let mut sum = FNV_OFFSET;
        while let Some(Ok(tensors)) = self.next() {
            sum = tensors.bias.sum(tensors.weights.sum(sum));
        }
        sum
    }

    /// Whether a layer that is missing says nothing of those behind it.
    pub const fn is_named(&self) -> bool {
        self.start.are_single()
    }

    /// The checksum that the file should have, if it names one.
    pub const fn checksum(&self) -> Option<u64> {
        self.file.checksum()
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

/// A tensor's type, if it is the network's own or the one to convert from.
pub const fn dtype_of(
    entry: &Entry,
    own: Dtype,
    convert: Option<Dtype>,
) -> Result<Dtype, WeightsError> {
    if let Some(dtype) = Dtype::of(entry.dtype) {
        let is_converted = match convert {
            Some(convert) => dtype.is(convert),
            None => false,
        };
        if dtype.is(own) || is_converted {
            return Ok(dtype);
        }
    }
    Err(WeightsError::Type {
        tensor: Label::of(entry.name),
        found: Label::of(entry.dtype),
        needed: own.name(),
    })
}

/// The type of the network's numbers.
pub const fn dtype<N: Parameters>() -> Dtype {
    Dtype::of_size(size_of::<N::Scalar>())
}
