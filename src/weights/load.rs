//! From a file into a network at run time: everything is looked at first, then copied.

use super::error::WeightsError;
use super::read::{Reader, Tensors, dtype};
use crate::layer::{FNV_OFFSET, fnv_step};
use crate::network::Network;
use crate::scalar::Scalar;
use crate::text::Label;

/// Fills a network from a file.
///
/// # Errors
/// What is wrong with the file; the network is as it was then.
pub fn load<N: Network>(net: &mut N, bytes: &[u8]) -> Result<(), WeightsError> {
    load_as(net, bytes, &[])
}

/// The same for a file in which the layers are called `names`, from the first to the last.
///
/// # Errors
/// As [`load`]. A layer without a name is looked for under its own.
pub fn load_as<N: Network>(net: &mut N, bytes: &[u8], names: &[&str]) -> Result<(), WeightsError> {
    let reader =
        Reader::new(bytes, N::SHAPE, dtype::<N>(), names).map_err(|failure| failure.error)?;
    let (mut layers, mut sum) = (reader, FNV_OFFSET);
    while let Some(Tensors { weights, bias, .. }) = layers.next() {
        for tensor in [weights, bias] {
            for value in scalars::<N::Scalar>(tensor.bytes) {
                if !value.is_finite() {
                    return Err(WeightsError::NotFinite(Label::of(tensor.name)));
                }
                sum = fnv_step(sum, bits(value));
            }
        }
    }
    if reader.checksum().is_some_and(|checksum| checksum != sum) {
        return Err(WeightsError::Checksum);
    }
    let mut layers = reader;
    while let Some(Tensors {
        layer,
        weights,
        bias,
    }) = layers.next()
    {
        let (_, parameters) = net.as_mut_slice().split_at_mut(layer.offset);
        let (columns, biases) = parameters.split_at_mut(layer.inputs * layer.outputs);
        for (index, value) in scalars(weights.bytes).enumerate() {
            let (row, column) = (index / layer.inputs, index % layer.inputs);
            columns[column * layer.outputs + row] = value;
        }
        for (place, value) in biases.iter_mut().zip(scalars(bias.bytes)) {
            *place = value;
        }
    }
    Ok(())
}

/// The numbers that bytes of a file stand for.
fn scalars<T: Scalar>(bytes: &[u8]) -> impl Iterator<Item = T> {
    bytes.chunks_exact(size_of::<T>()).map(|bytes| {
        match (bytes.first_chunk(), bytes.first_chunk()) {
            (_, Some(&bytes)) => T::of(f64::from_le_bytes(bytes)),
            (Some(&bytes), None) => T::of(f32::from_le_bytes(bytes).into()),
            _ => T::NAN,
        }
    })
}

/// The bits of a number, as they stand in a file.
pub fn bits<T: Scalar>(value: T) -> u64 {
    match size_of::<T>() {
        4 => (value.to_f64() as f32).to_bits().into(),
        _ => value.to_f64().to_bits(),
    }
}
