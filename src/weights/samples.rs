//! Inputs and outputs that travel with the weights: `typed_nn.input` and `typed_nn.output`.

use super::WeightsError;
use super::dims::Dims;
use super::file::File;
use super::header::Entry;
use super::read::{Failure, whole, wrong_type};
use crate::flat::array_of;
use crate::network::Network;
use crate::scalar::Scalar;
use crate::text::Label;
use nalgebra::{ArrayStorage, SVector};

/// The tensors' names.
pub const INPUT: &str = "typed_nn.input";
/// The same, of the outputs.
pub const OUTPUT: &str = "typed_nn.output";

/// How many samples a file holds for a network of that many inputs and outputs.
pub const fn count(
    bytes: &[u8],
    dtype: &'static str,
    inputs: usize,
    outputs: usize,
) -> Result<usize, Failure> {
    let file = match File::open(bytes) {
        Ok(file) => file,
        // who reads the weights says so
        Err(_) => return Ok(0),
    };
    let (Some(input), Some(output)) = (file.find(INPUT.as_bytes()), file.find(OUTPUT.as_bytes()))
    else {
        return Ok(0);
    };
    let rows = match input.dims.sizes() {
        [rows, _] => *rows as usize,
        _ => 0,
    };
    let misfit = match misfit(&input, Dims::matrix(rows, inputs), dtype) {
        Some(error) => Some(error),
        None => misfit(&output, Dims::matrix(rows, outputs), dtype),
    };
    match misfit {
        Some(error) => Err(whole(error)),
        None => Ok(rows),
    }
}

const fn misfit(entry: &Entry, needed: Dims, dtype: &'static str) -> Option<WeightsError> {
    if let Some(error) = wrong_type(entry, dtype) {
        return Some(error);
    }
    if !entry.dims.is(&needed) {
        return Some(WeightsError::Samples {
            tensor: Label::of(entry.name),
            found: entry.dims,
            needed,
        });
    }
    None
}

/// The rows of a tensor that [`count`] has looked at.
pub const fn rows<T: Scalar, const WIDTH: usize, const ROWS: usize>(
    bytes: &[u8],
    name: &str,
) -> [[T; WIDTH]; ROWS] {
    match File::open(bytes) {
        Ok(file) => match file.find(name.as_bytes()) {
            Some(entry) if ROWS > 0 => array_of(file.bytes(&entry)),
            _ => [[T::ZERO; WIDTH]; ROWS],
        },
        Err(_) => [[T::ZERO; WIDTH]; ROWS],
    }
}

/// Whether a network gives these outputs for these inputs, up to rounding: 10⁻⁵ in `f32`, 10⁻¹² in
/// `f64`, relative to outputs above 1.
///
/// # Errors
/// [`WeightsError::NoSamples`], [`WeightsError::Differs`].
pub fn self_test<N, const I: usize, const O: usize>(
    net: &N,
    inputs: &[[N::Scalar; I]],
    outputs: &[[N::Scalar; O]],
) -> Result<(), WeightsError>
where
    N: Network<Input = SVector<<N as crate::Parameters>::Scalar, I>>,
    N: Network<Output = SVector<<N as crate::Parameters>::Scalar, O>>,
{
    let tolerance = if size_of::<N::Scalar>() == 4 {
        1e-5
    } else {
        1e-12
    };
    if inputs.is_empty() {
        return Err(WeightsError::NoSamples);
    }
    for (sample, (input, output)) in inputs.iter().zip(outputs).enumerate() {
        let mine = net.forward(&SVector::from_array_storage(ArrayStorage([*input])));
        for (mine, expected) in mine.iter().zip(output) {
            let (mine, expected) = (mine.to_f64(), expected.to_f64());
            let allowed = tolerance * expected.abs().max(1.0);
            if (mine - expected).abs() > allowed || mine.is_nan() {
                return Err(WeightsError::Differs { sample });
            }
        }
    }
    Ok(())
}
