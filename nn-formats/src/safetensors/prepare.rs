//! What the interpreter of constants is slow at, done beforehand.

use super::header::{self, Header, Tensor};

/// A file with all of its header taken apart.
pub struct Prepared {
    /// The tensors, in the order of the numbers in their names.
    pub tensors: Vec<Tensor>,
    /// The hash of the network's topology that our own files name.
    pub topology: Option<u64>,
    /// The values.
    pub data: Vec<u8>,
}

/// The same weights for `network!` to embed: in the network's type, a matrix column by column. `own` is that
/// type, `convert` another that the values may have: `F16`, `BF16`, `F32`, `F64`.
///
/// None if anything is wrong with the file, or might be: then the library reads it as it is and says what.
pub fn prepare(file: &[u8], own: &str, convert: Option<&str>) -> Option<Prepared> {
    let header = header::read(file)?;
    let data = file.get(header.len..)?;
    if !is_filled(&header, data) || !has_its_checksum(&header, data) {
        return None;
    }
    let topology = match header.note("typed_nn.topology") {
        Some(digits) => Some(u64::from_str_radix(digits, 16).ok()?),
        None => None,
    };
    let mut tensors = header.tensors;
    tensors.sort_by_cached_key(|tensor| natural(&tensor.name));
    let mut prepared = vec![];
    for tensor in &mut tensors {
        let begin = prepared.len();
        let bytes = data.get(tensor.place.clone())?;
        if tensor.name.starts_with("typed_nn.") {
            // samples stay as they are
            prepared.extend(bytes);
        } else if tensor.dtype == own || Some(tensor.dtype.as_str()) == convert {
            put(&mut prepared, own, tensor, bytes)?;
            tensor.dtype = own.into();
        } else {
            return None;
        }
        tensor.place = begin..prepared.len();
    }
    Some(Prepared {
        tensors,
        topology,
        data: prepared,
    })
}

/// Whether the tensors fill the data, one behind the other.
pub fn is_filled(header: &Header, data: &[u8]) -> bool {
    let mut tensors: Vec<_> = header.tensors.iter().collect();
    tensors.sort_by_key(|tensor| (tensor.place.start, tensor.place.end));
    let mut end = 0;
    for tensor in tensors {
        let values = tensor
            .shape
            .iter()
            .try_fold(1_usize, |product, &size| product.checked_mul(size));
        let bytes = values
            .zip(size(&tensor.dtype))
            .and_then(|(values, size)| values.checked_mul(size));
        if tensor.place.start != end || bytes != Some(tensor.place.len()) {
            return false;
        }
        end = tensor.place.end;
    }
    end == data.len()
}

/// Compares the values with the checksum that our own files have.
pub fn has_its_checksum(header: &Header, data: &[u8]) -> bool {
    let Some(digits) = header.note("typed_nn.checksum") else {
        return true;
    };
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for tensor in &header.tensors {
        let Some(size) = size(&tensor.dtype) else {
            return false;
        };
        for bytes in data[tensor.place.clone()].chunks_exact(size) {
            let bytes = bytes.iter().rev();
            let word = bytes.fold(0, |word, &byte| word << 8 | u64::from(byte));
            // FNV-1a, a number at a time
            sum = (sum ^ word).wrapping_mul(0x0100_0000_01b3);
        }
    }
    u64::from_str_radix(digits, 16) == Ok(sum)
}

/// A tensor's values, a matrix column by column; none if one is infinite or not a number.
fn put(to: &mut Vec<u8>, own: &str, tensor: &Tensor, bytes: &[u8]) -> Option<()> {
    let values: Vec<f64> = bytes
        .chunks_exact(size(&tensor.dtype)?)
        .map(|bytes| number(bytes, &tensor.dtype))
        .collect();
    if values.is_empty() {
        return Some(()); // of any number of columns
    }
    let (rows, columns) = match tensor.shape.as_slice() {
        &[rows, columns] => (rows, columns),
        _ => (values.len(), 1),
    };
    for column in 0..columns {
        for row in 0..rows {
            let value = values[row * columns + column];
            if own == "F32" {
                let value = value as f32;
                to.extend(value.is_finite().then(|| value.to_le_bytes())?);
            } else {
                to.extend(value.is_finite().then(|| value.to_le_bytes())?);
            }
        }
    }
    Some(())
}

/// How many bytes a number has.
pub fn size(dtype: &str) -> Option<usize> {
    match dtype {
        "F16" | "BF16" => Some(2),
        "F32" => Some(4),
        "F64" => Some(8),
        _ => None,
    }
}

/// The number in some bytes of this type, `F16`, `BF16`, `F32` or `F64`, the lowest first.
pub fn number(bytes: &[u8], dtype: &str) -> f64 {
    match *bytes {
        [low, high] if dtype == "F16" => half(u16::from_le_bytes([low, high])),
        [low, high] => f32::from_le_bytes([0, 0, low, high]).into(),
        [a, b, c, d] => f32::from_le_bytes([a, b, c, d]).into(),
        _ => bytes.try_into().map_or(f64::NAN, f64::from_le_bytes),
    }
}

/// ±m · 2⁻²⁴ below the smallest normal number, ±(1 + m · 2⁻¹⁰) · 2ᵉ⁻¹⁵ from there on.
fn half(bits: u16) -> f64 {
    let (exponent, mantissa) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let size = match exponent {
        0 => mantissa * 2_f64.powi(-24),
        0x1f => f64::NAN, // or infinite
        _ => (1024.0 + mantissa) * 2_f64.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// A key that orders names, `10.weight` behind `9.weight`: digits count as numbers.
pub fn natural(name: &str) -> Vec<(String, u64)> {
    let mut parts = vec![];
    let mut rest = name;
    while !rest.is_empty() {
        let text = rest
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(rest.len());
        let (text, behind) = rest.split_at(text);
        let digits = behind
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(behind.len());
        let (digits, behind) = behind.split_at(digits);
        parts.push((text.to_owned(), digits.parse().unwrap_or(0)));
        rest = behind;
    }
    parts
}
