//! From a file into a network while it is compiled.

use super::WeightsError;
use super::dtype::Dtype;
use super::read::{Failure, Reader, Reading, Tensor, Tensors, at, dtype, whole};
use crate::flat::{Undropped, copy_bytes, words_mut};
use crate::layer::{FNV_OFFSET, fnv_step};
use crate::network::Network;
use crate::text::Label;

/// Fills `net`. Returns what is wrong with the file.
pub const fn fill<N: Network>(net: &mut N, bytes: &[u8], reading: &Reading) -> Option<Failure> {
    match Reader::checked(bytes, N::SHAPE, dtype::<N>(), reading) {
        Ok(reader) => fill_from(net, reader),
        Err(failure) => Some(failure),
    }
}

/// The same from a file that fits, but for the values.
///
/// Written for the interpreter of constants: bytes are copied as a whole, and there is no call for
/// each value that is of the network's own type.
pub const fn fill_from<N: Network>(net: &mut N, reader: Reader) -> Option<Failure> {
    // the values as they stand in the file, converted if need be
    let mut raw = Undropped::<N>::zero();
    if size_of::<N::Scalar>() == 4 {
        fill_u32(words_mut(net), words_mut(raw.get_mut()), reader)
    } else {
        fill_u64(words_mut(net), words_mut(raw.get_mut()), reader)
    }
}

/// Puts values where they belong that stand column by column.
pub const fn put<N: Network>(net: &mut N, mut reader: Reader) {
    while let Some(Ok(tensors)) = reader.next() {
        let (offset, weights) = (tensors.layer.offset, tensors.weights.len());
        if size_of::<N::Scalar>() == 4 {
            put_u32(words_mut(net), offset, tensors.weights.bytes);
            put_u32(words_mut(net), offset + weights, tensors.bias.bytes);
        } else {
            put_u64(words_mut(net), offset, tensors.weights.bytes);
            put_u64(words_mut(net), offset + weights, tensors.bias.bytes);
        }
    }
}

macro_rules! fill {
    ($name:ident, $copy:ident, $transpose:ident, $put:ident, $word:ident, $own:expr, $infinite:expr) => {
        /// The same for the bits of the values.
        const fn $name(
            net: &mut [$word],
            raw: &mut [$word],
            mut reader: Reader,
        ) -> Option<Failure> {
            let (start, mut is_own) = (reader, true);
            while let Some(tensors) = reader.next() {
                let Tensors {
                    layer,
                    weights,
                    bias,
                } = match tensors {
                    Ok(tensors) => tensors,
                    Err(failure) => return Some(failure),
                };
                let (offset, rows, columns) = (layer.offset, layer.outputs, layer.inputs);
                let biases = offset + rows * columns;
                is_own = is_own && weights.dtype.is($own) && bias.dtype.is($own);
                let error = if !$copy(raw, offset, &weights) {
                    WeightsError::TooLarge(Label::of(weights.name))
                } else if !$copy(raw, biases, &bias) {
                    WeightsError::TooLarge(Label::of(bias.name))
                } else if !$transpose(net, raw, offset, rows, columns) {
                    WeightsError::NotFinite(Label::of(weights.name))
                } else if !$transpose(net, raw, biases, rows, 1) {
                    WeightsError::NotFinite(Label::of(bias.name))
                } else {
                    continue;
                };
                return Some(at(&layer, error));
            }
            let Some(checksum) = start.checksum() else {
                return None;
            };
            let (mut sum, mut i) = (FNV_OFFSET, 0);
            if !is_own {
                sum = start.sum();
                i = raw.len();
            }
            while i < raw.len() {
                sum = fnv_step(sum, $word::from_le(raw[i]) as u64);
                i += 1;
            }
            if sum == checksum {
                None
            } else {
                Some(whole(WeightsError::Checksum))
            }
        }

        /// A tensor's numbers to `raw`, from `first` on. False if one is too large.
        const fn $copy(raw: &mut [$word], first: usize, tensor: &Tensor) -> bool {
            if tensor.dtype.is($own) {
                copy_bytes(raw, first, tensor.bytes);
                return true;
            }
            let mut i = 0;
            while i < tensor.len() {
                let number = tensor.number(i);
                let bits = $own.bits(number);
                if number.is_finite() && !$own.number(bits).is_finite() {
                    return false;
                }
                raw[first + i] = (bits as $word).to_le();
                i += 1;
            }
            true
        }

        /// Numbers of a file to where they belong.
        const fn $put(net: &mut [$word], first: usize, bytes: &[u8]) {
            copy_bytes(net, first, bytes);
            // all that is to do where the least significant byte comes first
            let (mut i, end) = (first, first + bytes.len() / size_of::<$word>());
            while cfg!(target_endian = "big") && i < end {
                net[i] = $word::from_le(net[i]);
                i += 1;
            }
        }

        /// Rows of a file to columns of a matrix. False if a value is not finite.
        const fn $transpose(
            net: &mut [$word],
            raw: &[$word],
            offset: usize,
            rows: usize,
            columns: usize,
        ) -> bool {
            let (end, mut row, mut from) = (offset + rows * columns, 0, offset);
            while row < rows {
                let mut to = offset + row;
                while to < end {
                    let word = raw[from];
                    if little_endian!($word, word) & $infinite == $infinite {
                        return false;
                    }
                    net[to] = little_endian!($word, word);
                    (to, from) = (to + rows, from + 1);
                }
                row += 1;
            }
            true
        }
    };
}

/// `from_le`, which would be a call for each value where there is nothing to do.
#[cfg(target_endian = "little")]
macro_rules! little_endian {
    ($word:ident, $value:expr) => {
        $value
    };
}
#[cfg(target_endian = "big")]
macro_rules! little_endian {
    ($word:ident, $value:expr) => {
        $word::from_le($value)
    };
}

fill!(
    fill_u32,
    copy_u32,
    transpose_u32,
    put_u32,
    u32,
    Dtype::F32,
    0x7f80_0000
);
fill!(
    fill_u64,
    copy_u64,
    transpose_u64,
    put_u64,
    u64,
    Dtype::F64,
    0x7ff0_0000_0000_0000
);
