//! The header of a safetensors file: <https://huggingface.co/docs/safetensors/index#format>.

use std::ops::Range;

/// What a file's header says.
#[derive(Debug, Default, PartialEq)]
pub struct Header {
    /// In the order of the header.
    pub tensors: Vec<Tensor>,
    /// `__metadata__`
    pub notes: Vec<(String, String)>,
    /// How many bytes lie before the data.
    pub len: usize,
}

/// A tensor of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tensor {
    /// `0.weight`
    pub name: String,
    /// `F32`
    pub dtype: String,
    /// `[2, 3]`
    pub shape: Vec<usize>,
    /// Where its bytes are, counted from the first behind the header.
    pub place: Range<usize>,
}

impl Header {
    /// A note of `__metadata__`.
    pub fn note(&self, name: &str) -> Option<&str> {
        let mut notes = self.notes.iter();
        notes.find_map(|(key, note)| (key == name).then_some(note.as_str()))
    }
}

/// Reads the header of a file; none if it is not one, or says of some bytes that they are not there.
pub fn read(bytes: &[u8]) -> Option<Header> {
    let (len, rest) = bytes.split_first_chunk()?;
    let (text, data) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*len)).ok()?)?;
    if text.first() != Some(&b'{') {
        return None;
    }
    let mut header = Text(std::str::from_utf8(text).ok()?).header()?;
    header.len = 8 + text.len();
    let is_there =
        |tensor: &Tensor| tensor.place.start <= tensor.place.end && tensor.place.end <= data.len();
    header.tensors.iter().all(is_there).then_some(header)
}

/// What is left of the text. Every method takes its part away, or gives none.
struct Text<'t>(&'t str);

impl Text<'_> {
    fn header(&mut self) -> Option<Header> {
        let mut header = Header::default();
        self.object(|text, key| {
            match key.as_str() {
                "__metadata__" => text.object(|text, key| {
                    header.notes.push((key, text.string()?));
                    Some(())
                })?,
                _ => header.tensors.push(text.tensor(key)?),
            }
            Some(())
        })?;
        self.space();
        self.0.is_empty().then_some(header)
    }

    fn tensor(&mut self, name: String) -> Option<Tensor> {
        let (mut dtype, mut shape, mut place) = (None, None, None);
        self.object(|text, key| {
            match key.as_str() {
                "dtype" if dtype.is_none() => dtype = Some(text.string()?),
                "shape" if shape.is_none() => shape = Some(text.numbers()?),
                "data_offsets" if place.is_none() => place = Some(text.numbers()?),
                _ => return None,
            }
            Some(())
        })?;
        let place = place?;
        let &[start, end] = place.as_slice() else {
            return None;
        };
        Some(Tensor {
            name,
            dtype: dtype?,
            shape: shape.filter(|shape: &Vec<usize>| {
                shape.len() <= 4 && shape.iter().all(|&size| u32::try_from(size).is_ok())
            })?,
            place: start..end,
        })
    }

    /// `{"key": …, …}`
    fn object(&mut self, mut member: impl FnMut(&mut Self, String) -> Option<()>) -> Option<()> {
        self.sign('{')?;
        if self.sign('}').is_some() {
            return Some(());
        }
        loop {
            let key = self.string()?;
            self.sign(':')?;
            member(self, key)?;
            if self.sign(',').is_none() {
                return self.sign('}');
            }
        }
    }

    /// `[2, 3]`
    fn numbers(&mut self) -> Option<Vec<usize>> {
        let mut numbers = vec![];
        self.sign('[')?;
        if self.sign(']').is_some() {
            return Some(numbers);
        }
        loop {
            self.space();
            let text = self.0;
            let end = text.find(|letter: char| !letter.is_ascii_digit())?;
            numbers.push(text[..end].parse().ok()?);
            self.0 = &text[end..];
            if self.sign(',').is_none() {
                self.sign(']')?;
                return Some(numbers);
            }
        }
    }

    /// Of letters that stand for themselves: with others, the file is left to other readers.
    fn string(&mut self) -> Option<String> {
        self.sign('"')?;
        let end = self.0.find('"')?;
        let (text, rest) = self.0.split_at(end);
        self.0 = &rest[1..];
        (!text.contains('\\')).then(|| text.to_owned())
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        self.space();
        self.0 = self.0.strip_prefix(sign)?;
        Some(())
    }

    /// JSON's, not Unicode's.
    fn space(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\n', '\t', '\r']);
    }
}
