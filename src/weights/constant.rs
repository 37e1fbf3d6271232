//! From a file into a network while it is compiled.

use super::WeightsError;
use super::read::{Failure, Reader, Tensors, at, dtype, whole};
use crate::flat::{Undropped, copy_bytes, words_mut};
use crate::layer::{FNV_OFFSET, Shape, fnv_step};
use crate::network::Network;
use crate::text::{Label, Text};

/// Fills `net`. Returns what is wrong with the file. `names` are what the layers are called in it,
/// or none if the file's names say it themselves.
///
/// Written for the interpreter of constants: bytes are copied as a whole, and there is no call for
/// each value.
pub const fn fill<N: Network>(net: &mut N, bytes: &[u8], names: &[&str]) -> Option<Failure> {
    let reader = match Reader::new(bytes, N::SHAPE, dtype::<N>(), names) {
        Ok(reader) => reader,
        Err(failure) => return Some(failure),
    };
    // the values as they stand in the file
    let mut raw = Undropped::<N>::zero();
    if size_of::<N::Scalar>() == 4 {
        fill_u32(words_mut(net), words_mut(raw.get_mut()), reader)
    } else {
        fill_u64(words_mut(net), words_mut(raw.get_mut()), reader)
    }
}

macro_rules! fill {
    ($name:ident, $transpose:ident, $word:ident, $infinite:expr) => {
        /// The same for the bits of the values.
        const fn $name(
            net: &mut [$word],
            raw: &mut [$word],
            mut reader: Reader,
        ) -> Option<Failure> {
            let checksum = reader.checksum();
            while let Some(Tensors {
                layer,
                weights,
                bias,
            }) = reader.next()
            {
                let (offset, rows, columns) = (layer.offset, layer.outputs, layer.inputs);
                copy_bytes(raw, offset, weights.bytes);
                copy_bytes(raw, offset + rows * columns, bias.bytes);
                let tensor = if !$transpose(net, raw, offset, rows, columns) {
                    weights
                } else if !$transpose(net, raw, offset + rows * columns, rows, 1) {
                    bias
                } else {
                    continue;
                };
                let error = WeightsError::NotFinite(Label::of(tensor.name));
                return Some(at(&layer, error));
            }
            let Some(checksum) = checksum else {
                return None;
            };
            let (mut sum, mut i) = (FNV_OFFSET, 0);
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

fill!(fill_u32, transpose_u32, u32, 0x7f80_0000);
fill!(fill_u64, transpose_u64, u64, 0x7ff0_0000_0000_0000);

/// That a file holds the network's weights.
#[track_caller]
pub const fn fits(failure: &Option<Failure>) {
    if let Some(failure) = failure {
        panic!("{}", failure.error.text().as_str())
    }
}

/// How many samples there are.
#[track_caller]
pub const fn counted(count: &Result<usize, Failure>) -> usize {
    match count {
        Ok(count) => *count,
        Err(failure) => panic!("{}", failure.error.text().as_str()),
    }
}

/// That there is a name for each layer.
#[track_caller]
pub const fn named(shape: Shape, names: usize) {
    if shape.layers() != names {
        let text = Text::<100>::NONE.number(names).str(" names for ");
        panic!("{}", text.number(shape.layers()).str(" layers").as_str())
    }
}

/// The same, of what concerns the whole file.
#[track_caller]
pub const fn fits_file(failure: &Option<Failure>) {
    if matches!(failure, Some(Failure { stage: None, .. })) {
        fits(failure)
    }
}

/// The same, of what concerns one stage.
#[track_caller]
pub const fn fits_stage(failure: &Option<Failure>, index: usize) {
    if let Some(Failure {
        stage: Some(stage), ..
    }) = failure
        && *stage as usize == index
    {
        fits(failure)
    }
}
