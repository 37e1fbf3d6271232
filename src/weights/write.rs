//! From a network into a file.

use super::error::WeightsError;
use super::file::{CHECKSUM, TOPOLOGY};
use super::load::bits;
use super::read::dtype;
use crate::layer::{FNV_OFFSET, Place, fnv_step};
use crate::network::Network;
use crate::text::Text;
use core::fmt::{self, Write};

/// Writes a network as a safetensors file into `into`; returns how long it is.
///
/// # Errors
/// [`WeightsError::Room`]; `into` is untouched then.
pub fn save<N: Network>(net: &N, into: &mut [u8]) -> Result<usize, WeightsError> {
    put(saved_len::<N>(), into, |part| each_part(net, part))
}

/// Writes the parts of a file of `needed` bytes into `into`, or nothing.
pub(super) fn put(
    needed: usize,
    into: &mut [u8],
    each_part: impl FnOnce(&mut dyn FnMut(&[u8])),
) -> Result<usize, WeightsError> {
    let found = into.len();
    if needed > found {
        return Err(WeightsError::Room { needed, found });
    }
    let mut places = into.iter_mut();
    each_part(&mut |bytes| {
        for (&byte, place) in bytes.iter().zip(places.by_ref()) {
            *place = byte;
        }
    });
    Ok(needed)
}

/// Writes a network as a safetensors file, to a file of the operating system for instance.
///
/// ```
/// use std::io::BufWriter;
/// use typed_nn::{network, weights};
/// network! { struct Net< 2 => relu 3 => softmax 2 > }
///
/// fn main() -> std::io::Result<()> {
///     let mut bytes = vec![];
///     weights::write(&Net::new(1), BufWriter::new(&mut bytes))?;
///     let mut again = Net::ZERO;
///     again.load(&bytes).map_err(std::io::Error::other)?;
///     assert_eq!(again.as_slice(), Net::new(1).as_slice());
///     Ok(())
/// }
/// ```
///
/// # Errors
/// Those of `to`, which may have got a part of the file then.
#[cfg(feature = "std")]
pub fn write<N: Network>(net: &N, to: impl std::io::Write) -> std::io::Result<()> {
    write_parts(to, |part| each_part(net, part))
}

/// Writes the parts of a file to a writer.
#[cfg(feature = "std")]
pub(super) fn write_parts(
    mut to: impl std::io::Write,
    each_part: impl FnOnce(&mut dyn FnMut(&[u8])),
) -> std::io::Result<()> {
    let mut result = Ok(());
    each_part(&mut |bytes| {
        if result.is_ok() {
            result = to.write_all(bytes);
        }
    });
    result?;
    to.flush()
}

/// How many bytes [`save`] writes.
pub fn saved_len<N: Network>() -> usize {
    let mut header = Length(0);
    write_header::<N>(0, &mut header);
    8 + header.0.next_multiple_of(8) + N::PARAMS * size_of::<N::Scalar>()
}

/// Hands out the bytes of a file, some at a time.
fn each_part<N: Network>(net: &N, mut part: &mut dyn FnMut(&[u8])) {
    let (mut len, mut sum) = (Length(0), FNV_OFFSET);
    each_value(net, |bits| sum = fnv_step(sum, bits));
    write_header::<N>(sum, &mut len);
    // the data begins at a multiple of 8, as the format asks for
    let padded = len.0.next_multiple_of(8);
    part(&(padded as u64).to_le_bytes());
    write_header::<N>(sum, &mut Parts(&mut part));
    part(&b"       "[..padded - len.0]);
    each_value(net, |value| match size_of::<N::Scalar>() {
        4 => part(&(value as u32).to_le_bytes()),
        _ => part(&value.to_le_bytes()),
    });
}

/// The header. Nothing that it is written to fails.
fn write_header<N: Network>(checksum: u64, to: &mut impl Write) {
    let _ = header::<N>(checksum, to);
}

/// Weights are `[outputs, inputs]`, as in PyTorch.
fn header<N: Network>(checksum: u64, to: &mut impl Write) -> fmt::Result {
    let topology = N::SHAPE.topology();
    write!(
        to,
        "{{\"__metadata__\":{{\"{TOPOLOGY}\":\"{topology:016x}\",\"{CHECKSUM}\":\"{checksum:016x}\"}}"
    )?;
    let (dtype, mut begin) = (dtype::<N>(), 0);
    let (bytes, dtype) = (dtype.bytes(), dtype.name());
    for layer in layers::<N>() {
        let Place {
            path,
            inputs,
            outputs,
            tensors: [weights, bias],
            ..
        } = layer;
        let columns = if layer.is_vector {
            Text::NONE
        } else {
            Text::<24>::NONE.str(",").number(inputs)
        };
        let middle = begin + inputs * outputs * bytes;
        let end = middle + outputs * bytes;
        write!(
            to,
            ",\"{path}{weights}\":{{\"dtype\":\"{dtype}\",\"shape\":[{outputs}{columns}],\
             \"data_offsets\":[{begin},{middle}]}},\
             \"{path}{bias}\":{{\"dtype\":\"{dtype}\",\"shape\":[{outputs}],\
             \"data_offsets\":[{middle},{end}]}}"
        )?;
        begin = end;
    }
    to.write_char('}')
}

fn layers<N: Network>() -> impl Iterator<Item = Place> {
    (0..).map_while(|index| N::SHAPE.layer(index))
}

/// The bits of every parameter in the order of a file: weights row by row, then the bias.
fn each_value<N: Network>(net: &N, mut value: impl FnMut(u64)) {
    let all = net.as_slice();
    for layer in layers::<N>() {
        let (weights, outputs) = (layer.inputs * layer.outputs, layer.outputs);
        let parameters = all.iter().skip(layer.offset);
        for row in 0..outputs {
            let of_row = parameters.clone().take(weights).skip(row);
            of_row.step_by(outputs).for_each(|&v| value(bits(v)));
        }
        let biases = parameters.skip(weights).take(outputs);
        biases.for_each(|&v| value(bits(v)));
    }
}

/// Counts what is written.
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

/// Hands on what is written.
struct Parts<'p, F>(&'p mut F);

impl<F: FnMut(&[u8])> Write for Parts<'_, F> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        (self.0)(text.as_bytes());
        Ok(())
    }
}
