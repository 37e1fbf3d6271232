//! Inputs and outputs that travel with the weights: `typed_nn.input` and `typed_nn.output`.

use super::WeightsError;
use super::dims::Dims;
use super::dtype::Dtype;
use super::file::File;
use super::header::Entry;
use super::read::{Failure, Reading, dtype, dtype_of, whole};
use crate::flat::array_of_bits;
use crate::network::Network;
use crate::scalar::Scalar;
use crate::text::Label;
use nalgebra::{ArrayStorage, SVector};

/// The tensors' names.
pub const INPUT: &str = "typed_nn.input";
/// The same, of the outputs.
pub const OUTPUT: &str = "typed_nn.output";

/// The samples in a file.
#[derive(Clone, Copy)]
pub struct Samples {
    /// How many there are.
    pub count: usize,
    /// How exact the outputs are.
    pub outputs: Dtype,
}

/// What samples a file holds for a network of that many inputs and outputs.
pub const fn samples<N: Network>(
    file: &Result<File, WeightsError>,
    reading: &Reading,
    inputs: usize,
    outputs: usize,
) -> Result<Samples, Failure> {
    let none = Samples {
        count: 0,
        outputs: dtype::<N>(),
    };
    // what is wrong with a file is said by who reads the weights
    let Ok(file) = file else { return Ok(none) };
    let (Some(input), Some(output)) = (file.find(INPUT.as_bytes()), file.find(OUTPUT.as_bytes()))
    else {
        return Ok(none);
    };
    let count = match input.dims.sizes() {
        [rows, _] => *rows as usize,
        _ => 0,
    };
    let own = dtype::<N>();
    if let Err(error) = fits(&input, Dims::matrix(count, inputs), own, reading) {
        return Err(whole(error));
    }
    match fits(&output, Dims::matrix(count, outputs), own, reading) {
        Ok(outputs) => Ok(Samples { count, outputs }),
        Err(error) => Err(whole(error)),
    }
}

const fn fits(
    entry: &Entry,
    needed: Dims,
    own: Dtype,
    reading: &Reading,
) -> Result<Dtype, WeightsError> {
    let dtype = match dtype_of(entry, own, reading.convert) {
        Ok(dtype) => dtype,
        Err(error) => return Err(error),
    };
    if !entry.dims.is(&needed) {
        return Err(WeightsError::Samples {
            tensor: Label::of(entry.name),
            found: entry.dims,
            needed,
        });
    }
    Ok(dtype)
}

/// The rows of a tensor that [`samples`] has looked at.
pub const fn rows<T: Scalar, const WIDTH: usize, const ROWS: usize>(
    file: &Result<File, WeightsError>,
    name: &str,
) -> [[T; WIDTH]; ROWS] {
    if let Ok(file) = file
        && let Some(entry) = file.find(name.as_bytes())
        && let Some(dtype) = Dtype::of(entry.dtype)
    {
        let (bytes, own) = (file.bytes(&entry), Dtype::of_size(size_of::<T>()));
        let (mut bits, mut i) = ([[0; WIDTH]; ROWS], 0);
        while i < ROWS * WIDTH {
            let number = dtype.number(dtype.bits_of(bytes, i));
            bits[i / WIDTH][i % WIDTH] = own.bits(number);
            i += 1;
        }
        return array_of_bits(&bits);
    }
    [[T::ZERO; WIDTH]; ROWS]
}

/// Whether a network gives these outputs for these inputs, up to rounding: 10⁻⁵ in `f32`, 10⁻¹² in
/// `f64`, relative to outputs above 1. `stored` is the type that the outputs were written in: those of a
/// file may be off by 10⁻² in `f16` and by 5·10⁻² in `bf16`.
///
/// # Errors
/// [`WeightsError::NoSamples`], [`WeightsError::Differs`].
pub fn self_test<N, const I: usize, const O: usize>(
    net: &N,
    inputs: &[[N::Scalar; I]],
    outputs: &[[N::Scalar; O]],
    stored: Dtype,
) -> Result<(), WeightsError>
where
    N: Network<Input = SVector<<N as crate::Parameters>::Scalar, I>>,
    N: Network<Output = SVector<<N as crate::Parameters>::Scalar, O>>,
{
    // in the network's own numbers: a board need not link the arithmetic of others for that
    let tolerance = N::Scalar::of(stored.tolerance().max(dtype::<N>().tolerance()));
    if inputs.is_empty() {
        return Err(WeightsError::NoSamples);
    }
    for (sample, (input, output)) in inputs.iter().zip(outputs).enumerate() {
        let mine = net.forward(&SVector::from_array_storage(ArrayStorage([*input])));
        for (mine, expected) in mine.iter().zip(output) {
            let allowed = tolerance * expected.abs().max(N::Scalar::ONE);
            let is_near = (*mine - *expected).abs() <= allowed; // not if one is NaN
            if !is_near {
                return Err(WeightsError::Differs { sample });
            }
        }
    }
    Ok(())
}
