//! Protocol buffers, as far as ONNX needs them.
//! <https://protobuf.dev/programming-guides/encoding/>

use crate::Error;

/// A value of a field.
#[derive(Clone, Copy)]
pub enum Value<'f> {
    /// A variable number of bytes, seven bits in each.
    Number(u64),
    /// Four bytes.
    Word(u32),
    /// Eight bytes.
    Double(u64),
    /// A text, bytes, numbers in a row, or a message within the message.
    Bytes(&'f [u8]),
}

/// The fields of a message.
pub struct Fields<'f>(pub &'f [u8]);

impl<'f> Fields<'f> {
    /// The next field's number and value; `None` at the end.
    pub fn next(&mut self) -> Result<Option<(u64, Value<'f>)>, Error> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let key = self.number()?;
        let value = match key & 7 {
            0 => Value::Number(self.number()?),
            1 => Value::Double(u64::from_le_bytes(self.array()?)),
            2 => {
                let len = usize::try_from(self.number()?).map_err(|_| broken())?;
                Value::Bytes(self.bytes(len)?)
            }
            5 => Value::Word(u32::from_le_bytes(self.array()?)),
            _ => return Err(broken()),
        };
        Ok(Some((key >> 3, value)))
    }

    /// A variable number of bytes.
    pub fn number(&mut self) -> Result<u64, Error> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(broken())
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (first, rest) = self.0.split_first_chunk().ok_or_else(broken)?;
        self.0 = rest;
        Ok(*first)
    }

    fn bytes(&mut self, len: usize) -> Result<&'f [u8], Error> {
        let (first, rest) = self.0.split_at_checked(len).ok_or_else(broken)?;
        self.0 = rest;
        Ok(first)
    }
}

impl<'f> Value<'f> {
    /// A text, bytes or a message.
    pub fn bytes(self) -> Result<&'f [u8], Error> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            _ => Err(broken()),
        }
    }

    /// A text.
    pub fn text(self) -> Result<String, Error> {
        let text = std::str::from_utf8(self.bytes()?).map_err(|_| broken())?;
        Ok(text.into())
    }

    /// A whole number.
    pub fn number(self) -> Result<i64, Error> {
        match self {
            Self::Number(number) => Ok(number as i64),
            _ => Err(broken()),
        }
    }

    /// One more whole number, or many in a row.
    pub fn numbers(self, into: &mut Vec<i64>) -> Result<(), Error> {
        match self {
            Self::Number(number) => into.push(number as i64),
            Self::Bytes(bytes) => {
                let mut fields = Fields(bytes);
                while !fields.0.is_empty() {
                    into.push(fields.number()? as i64);
                }
            }
            _ => return Err(broken()),
        }
        Ok(())
    }

    /// One more `f32`, or many in a row.
    pub fn floats(self, into: &mut Vec<f64>) -> Result<(), Error> {
        match self {
            Self::Word(bits) => into.push(f64::from(f32::from_bits(bits))),
            Self::Bytes(bytes) => into.extend(floats(bytes)?),
            _ => return Err(broken()),
        }
        Ok(())
    }

    /// One more `f64`, or many in a row.
    pub fn doubles(self, into: &mut Vec<f64>) -> Result<(), Error> {
        match self {
            Self::Double(bits) => into.push(f64::from_bits(bits)),
            Self::Bytes(bytes) => into.extend(doubles(bytes)?),
            _ => return Err(broken()),
        }
        Ok(())
    }
}

/// `f32`s in a row.
pub fn floats(bytes: &[u8]) -> Result<impl Iterator<Item = f64>, Error> {
    match bytes.as_chunks() {
        (values, []) => Ok(values
            .iter()
            .map(|&value| f64::from(f32::from_le_bytes(value)))),
        _ => Err(broken()),
    }
}

/// `f64`s in a row.
pub fn doubles(bytes: &[u8]) -> Result<impl Iterator<Item = f64>, Error> {
    match bytes.as_chunks() {
        (values, []) => Ok(values.iter().map(|&value| f64::from_le_bytes(value))),
        _ => Err(broken()),
    }
}

fn broken() -> Error {
    Error::new("it is not an ONNX file, or it was damaged")
}

/// A message that is written.
#[derive(Default)]
pub struct Message(pub Vec<u8>);

impl Message {
    /// A field with a whole number.
    pub fn number(mut self, field: u64, number: i64) -> Self {
        self.varint(field << 3);
        self.varint(number as u64);
        self
    }

    /// A field with an `f32`.
    pub fn float(mut self, field: u64, number: f32) -> Self {
        self.varint(field << 3 | 5);
        self.0.extend(number.to_le_bytes());
        self
    }

    /// A field with a text, bytes or a message.
    pub fn bytes(mut self, field: u64, bytes: impl AsRef<[u8]>) -> Self {
        self.varint(field << 3 | 2);
        self.varint(bytes.as_ref().len() as u64);
        self.0.extend(bytes.as_ref());
        self
    }

    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }
}

impl AsRef<[u8]> for Message {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
