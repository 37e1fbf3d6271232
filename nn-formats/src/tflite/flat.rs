//! FlatBuffers, as far as TensorFlow Lite needs them. <https://flatbuffers.dev/internals/>

use crate::Error;

/// A table: fields that are found over a list of their places.
#[derive(Clone, Copy)]
pub struct Table<'f> {
    file: &'f [u8],
    at: usize,
}

pub fn broken() -> Error {
    Error::new("it is not a TensorFlow Lite file, or it was damaged")
}

impl<'f> Table<'f> {
    pub fn root(file: &'f [u8]) -> Result<Self, Error> {
        let at = u32::from_le_bytes(array(file, 0)?) as usize;
        Ok(Self { file, at })
    }

    /// Where a field stands; `None` if it has its usual value.
    fn field(&self, slot: usize) -> Result<Option<usize>, Error> {
        let back = i64::from(i32::from_le_bytes(array(self.file, self.at)?));
        let places = usize::try_from(self.at as i64 - back).map_err(|_| broken())?;
        let len = u16::from_le_bytes(array(self.file, places)?);
        if 4 + 2 * slot + 2 > len as usize {
            return Ok(None);
        }
        let offset = u16::from_le_bytes(array(self.file, places + 4 + 2 * slot)?);
        Ok((offset != 0).then_some(self.at + offset as usize))
    }

    /// Where the thing stands that a field points to.
    fn target(&self, slot: usize) -> Result<Option<usize>, Error> {
        let field = self.field(slot)?;
        field
            .map(|at| Ok(at + u32::from_le_bytes(array(self.file, at)?) as usize))
            .transpose()
    }

    /// The elements of a vector, each of so many bytes, and where they stand.
    fn vector(&self, slot: usize, size: usize) -> Result<(usize, &'f [u8]), Error> {
        let Some(at) = self.target(slot)? else {
            return Ok((0, &[]));
        };
        let len = u32::from_le_bytes(array(self.file, at)?) as usize;
        let bytes = len
            .checked_mul(size)
            .and_then(|len| self.file.get(at + 4..)?.get(..len));
        Ok((at + 4, bytes.ok_or_else(broken)?))
    }

    pub fn byte(&self, slot: usize) -> Result<u8, Error> {
        let field = self.field(slot)?;
        field.map_or(Ok(0), |at| self.file.get(at).copied().ok_or_else(broken))
    }

    pub fn integer(&self, slot: usize) -> Result<i32, Error> {
        let field = self.field(slot)?;
        field.map_or(Ok(0), |at| Ok(i32::from_le_bytes(array(self.file, at)?)))
    }

    pub fn float(&self, slot: usize, default: f32) -> Result<f32, Error> {
        let field = self.field(slot)?;
        field.map_or(Ok(default), |at| {
            Ok(f32::from_le_bytes(array(self.file, at)?))
        })
    }

    pub fn bytes(&self, slot: usize) -> Result<&'f [u8], Error> {
        Ok(self.vector(slot, 1)?.1)
    }

    pub fn integers(&self, slot: usize) -> Result<Vec<i32>, Error> {
        let (_, bytes) = self.vector(slot, 4)?;
        Ok(bytes
            .as_chunks()
            .0
            .iter()
            .map(|&value| i32::from_le_bytes(value))
            .collect())
    }

    pub fn table(&self, slot: usize) -> Result<Option<Self>, Error> {
        let target = self.target(slot)?;
        Ok(target.map(|at| Self {
            file: self.file,
            at,
        }))
    }

    pub fn tables(&self, slot: usize) -> Result<Vec<Self>, Error> {
        let (start, bytes) = self.vector(slot, 4)?;
        let offsets = bytes.as_chunks().0.iter().enumerate();
        let tables = offsets.map(|(index, &offset)| Self {
            file: self.file,
            at: start + 4 * index + u32::from_le_bytes(offset) as usize,
        });
        Ok(tables.collect())
    }
}

fn array<const N: usize>(file: &[u8], at: usize) -> Result<[u8; N], Error> {
    let bytes = file.get(at..).and_then(|rest| rest.first_chunk());
    bytes.copied().ok_or_else(broken)
}
