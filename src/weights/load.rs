//! From a file into a network at run time: everything is looked at first, then copied.

use super::error::WeightsError;
use super::read::{Reader, Reading, Tensor, dtype};
use crate::network::Network;
use crate::scalar::Scalar;
use crate::text::Label;

/// Fills a network from a file.
///
/// # Errors
/// What is wrong with the file; the network is as it was then.
pub fn load<N: Network>(net: &mut N, bytes: &[u8]) -> Result<(), WeightsError> {
    load_with(net, bytes, &Reading::PLAIN)
}

/// The same for a file that does not say by itself which tensors are which layer's, or that holds other
/// numbers than the network's.
///
/// # Errors
/// As [`load`].
pub fn load_with<N: Network>(
    net: &mut N,
    bytes: &[u8],
    reading: &Reading,
) -> Result<(), WeightsError> {
    let reader = Reader::checked(bytes, N::SHAPE, dtype::<N>(), reading);
    let reader = reader.map_err(|failure| failure.error)?;
    let mut layers = reader;
    while let Some(tensors) = layers.next() {
        let tensors = tensors.map_err(|failure| failure.error)?;
        for tensor in [tensors.weights, tensors.bias] {
            if let Some(error) = unfit::<N::Scalar>(&tensor) {
                return Err(error);
            }
        }
    }
    if reader
        .checksum()
        .is_some_and(|checksum| checksum != reader.sum())
    {
        return Err(WeightsError::Checksum);
    }
    let mut layers = reader;
    while let Some(Ok(tensors)) = layers.next() {
        let layer = tensors.layer;
        let (_, parameters) = net.as_mut_slice().split_at_mut(layer.offset);
        let (columns, biases) = parameters.split_at_mut(layer.inputs * layer.outputs);
        for (index, value) in scalars(&tensors.weights).enumerate() {
            let (row, column) = (index / layer.inputs, index % layer.inputs);
            columns[column * layer.outputs + row] = value;
        }
        for (place, value) in biases.iter_mut().zip(scalars(&tensors.bias)) {
            *place = value;
        }
    }
    Ok(())
}

/// That a tensor holds a number that the network cannot compute with.
fn unfit<T: Scalar>(tensor: &Tensor) -> Option<WeightsError> {
    let name = Label::of(tensor.name);
    (0..tensor.len()).find_map(|index| {
        let number = tensor.number(index);
        if !number.is_finite() {
            Some(WeightsError::NotFinite(name))
        } else if !T::of(number).is_finite() {
            Some(WeightsError::TooLarge(name))
        } else {
            None
        }
    })
}

/// The numbers of a tensor, rounded to the network's.
fn scalars<T: Scalar>(tensor: &Tensor) -> impl Iterator<Item = T> {
    (0..tensor.len()).map(|index| T::of(tensor.number(index)))
}

/// The bits of a number, as they stand in a file.
pub fn bits<T: Scalar>(value: T) -> u64 {
    match size_of::<T>() {
        4 => (value.to_f64() as f32).to_bits().into(),
        _ => value.to_f64().to_bits(),
    }
}
