//! NumPy's arrays, <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.

use crate::arrays::Array;
use nn_formats::{Error, safetensors};
use std::io::{Cursor, Read};

/// More than any network that this is for: what a file says beyond it is not believed.
pub const MOST: u64 = 1 << 30;

/// The arrays of an `.npz`, which is a zip of `.npy`s.
pub fn read_npz(bytes: &[u8]) -> Result<Vec<Array>, Error> {
    let broken =
        |error: &dyn std::fmt::Display| Error::new(format!("it is not an .npz file: {error}"));
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let (mut arrays, mut room) = (vec![], MOST);
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(|error| broken(&error))?;
        let name = file.name().map_err(|error| broken(&error))?;
        let name = name.trim_end_matches(".npy").to_owned();
        let mut bytes = vec![];
        let read = file
            .take(room + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| broken(&error))?;
        room = room
            .checked_sub(read as u64)
            .ok_or_else(|| Error::new("its arrays are larger than 1 GiB"))?;
        arrays.push(read_npy(&name, &bytes)?);
    }
    Ok(arrays)
}

/// An `.npy`.
pub fn read_npy(name: &str, bytes: &[u8]) -> Result<Array, Error> {
    let refuse = |what: &str| Error::new(format!("`{name}` {what}"));
    let header = header(bytes).ok_or_else(|| refuse("is not an array of NumPy"));
    let (text, data) = header?;
    let field = |key: &str| -> Option<&str> {
        let (_, rest) = text.split_once(&format!("'{key}':"))?;
        Some(rest.trim_start())
    };
    let broken = || refuse("has a header that is not NumPy's");
    let descr = field("descr").ok_or_else(broken)?;
    let descr = descr
        .strip_prefix('\'')
        .and_then(|descr| descr.split_once('\''));
    let Some((descr, _)) = descr else {
        return Err(refuse("holds records, not numbers"));
    };
    let is_column_major = field("fortran_order")
        .ok_or_else(broken)?
        .starts_with("True");
    let shape = field("shape").and_then(|rest| rest.strip_prefix('(')?.split_once(')'));
    let sizes = shape.map(|(shape, _)| {
        shape
            .split(',')
            .map(str::trim)
            .filter(|size| !size.is_empty())
    });
    let sizes = sizes.and_then(|sizes| sizes.map(|size| size.parse().ok()).collect());
    let shape: Vec<usize> = sizes.ok_or_else(broken)?;
    let count = shape
        .iter()
        .try_fold(1_usize, |all, &size| all.checked_mul(size));
    let (dtype, size) = match descr.trim_start_matches(['<', '>', '=', '|']) {
        "f2" => ("F16", 2),
        "f4" => ("F32", 4),
        "f8" => ("F64", 8),
        _ => {
            return Err(refuse(&format!(
                "is of the type {descr}: weights are floats"
            )));
        }
    };
    if count.and_then(|count| count.checked_mul(size)) != Some(data.len()) {
        return Err(refuse(&format!(
            "is of shape {shape:?}, but has {} bytes",
            data.len()
        )));
    }
    let is_big = descr.starts_with('>');
    let values = data.chunks_exact(size).map(|bytes| {
        let mut ordered = [0; 8];
        ordered[..size].copy_from_slice(bytes);
        if is_big {
            ordered[..size].reverse();
        }
        safetensors::number(&ordered[..size], dtype)
    });
    let mut values: Vec<f64> = values.collect();
    if let &[rows, columns] = shape.as_slice()
        && is_column_major
    {
        let at = |index: usize| values[index % columns * rows + index / columns];
        values = (0..values.len()).map(at).collect();
    } else if is_column_major && shape.len() > 2 {
        return Err(refuse("has more than two dimensions"));
    }
    Ok(Array {
        name: name.to_owned(),
        dtype,
        shape,
        values,
    })
}

/// The text of a header and what lies behind it.
fn header(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (version, rest) = bytes.strip_prefix(b"\x93NUMPY")?.split_first_chunk::<2>()?;
    let (len, rest) = match version {
        [1, _] => {
            let (len, rest) = rest.split_first_chunk()?;
            (u16::from_le_bytes(*len).into(), rest)
        }
        _ => {
            let (len, rest) = rest.split_first_chunk()?;
            (u32::from_le_bytes(*len), rest)
        }
    };
    let (text, data) = rest.split_at_checked(len.try_into().ok()?)?;
    Some((std::str::from_utf8(text).ok()?, data))
}
