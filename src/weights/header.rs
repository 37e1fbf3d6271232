//! The header of a safetensors file: JSON of one certain shape, read in constants too.
//!
//! Format: <https://huggingface.co/docs/safetensors/index#format>.

use super::dims::Dims;
use crate::text::{part, same};

/// A tensor as the header describes it.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct Entry<'f> {
    pub name: &'f [u8],
    /// `F32`, `F64`, …
    pub dtype: &'f [u8],
    pub dims: Dims,
    /// Where its bytes begin and end, behind the header.
    pub begin: usize,
    pub end: usize,
}

/// What comes next in a header.
pub enum Item<'f> {
    Tensor(Entry<'f>),
    /// A line of `__metadata__`.
    Note(&'f [u8], &'f [u8]),
    End,
    /// It is no such header.
    Malformed,
}

/// Walks through a header: first what the macro has read of it, then its text.
#[derive(Clone, Copy)]
pub struct Walk<'f> {
    entries: &'f [Entry<'f>],
    taken: usize,
    text: &'f [u8],
    at: usize,
    in_notes: bool,
}

impl<'f> Walk<'f> {
    /// From the beginning.
    pub const fn new(entries: &'f [Entry<'f>], text: &'f [u8]) -> Self {
        Self {
            entries,
            taken: 0,
            text,
            at: 0,
            in_notes: false,
        }
    }

    /// Whether it has come less far than another.
    pub const fn is_before(&self, other: &Self) -> bool {
        self.taken < other.taken || self.at < other.at
    }

    /// The next item.
    pub const fn next(&mut self) -> Item<'f> {
        if self.taken < self.entries.len() {
            self.taken += 1;
            return Item::Tensor(self.entries[self.taken - 1]);
        }
        if self.text.is_empty() {
            return Item::End;
        }
        let is_first = self.at == 0;
        if is_first && !self.take(b'{') {
            return Item::Malformed;
        }
        // `{` and `,` lead to a member, `}` ends the object
        let mut opened = is_first;
        loop {
            if self.take(b'}') {
                if self.in_notes {
                    (self.in_notes, opened) = (false, false);
                    continue;
                }
                self.space();
                let is_end = self.at == self.text.len();
                return if is_end { Item::End } else { Item::Malformed };
            }
            if !opened && !self.take(b',') {
                return Item::Malformed;
            }
            let Some(key) = self.key() else {
                return Item::Malformed;
            };
            if self.in_notes {
                return match self.string() {
                    Some(note) => Item::Note(key, note),
                    None => Item::Malformed,
                };
            }
            if !same(key, b"__metadata__") {
                return match self.entry(key) {
                    Some(entry) => Item::Tensor(entry),
                    None => Item::Malformed,
                };
            }
            if !self.take(b'{') {
                return Item::Malformed;
            }
            (self.in_notes, opened) = (true, true);
        }
    }

    /// `{"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}`
    const fn entry(&mut self, name: &'f [u8]) -> Option<Entry<'f>> {
        let (mut dtype, mut dims, mut place) = (None, None, None);
        let mut sign = b'{';
        while dtype.is_none() || dims.is_none() || place.is_none() {
            if !self.take(sign) {
                return None;
            }
            sign = b',';
            match self.key() {
                Some(b"dtype") if dtype.is_none() => match self.string() {
                    Some(name) => dtype = Some(name),
                    None => return None,
                },
                Some(b"shape") if dims.is_none() => match self.numbers() {
                    Some(sizes) => dims = Some(sizes),
                    None => return None,
                },
                Some(b"data_offsets") if place.is_none() => match self.numbers() {
                    Some(sizes) if sizes.sizes().len() == 2 => place = Some(sizes),
                    _ => return None,
                },
                _ => return None,
            }
        }
        match (self.take(b'}'), dtype, dims, place) {
            (true, Some(dtype), Some(dims), Some(place)) => Some(Entry {
                name,
                dtype,
                dims,
                begin: place.sizes()[0] as usize,
                end: place.sizes()[1] as usize,
            }),
            _ => None,
        }
    }

    const fn key(&mut self) -> Option<&'f [u8]> {
        let key = self.string();
        if self.take(b':') { key } else { None }
    }

    /// `[1, 2]`
    const fn numbers(&mut self) -> Option<Dims> {
        let mut dims = Dims::NONE;
        if !self.take(b'[') {
            return None;
        }
        if self.take(b']') {
            return Some(dims);
        }
        loop {
            let Some(number) = self.number() else {
                return None;
            };
            dims = match dims.with(number) {
                Some(dims) => dims,
                None => return None,
            };
            if self.take(b']') {
                return Some(dims);
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    const fn number(&mut self) -> Option<usize> {
        self.space();
        let (text, start, mut number) = (self.text, self.at, 0_usize);
        while self.at < text.len() && text[self.at].is_ascii_digit() {
            let digit = (text[self.at] - b'0') as usize;
            number = match number.checked_mul(10) {
                Some(tens) => match tens.checked_add(digit) {
                    Some(number) => number,
                    None => return None,
                },
                None => return None,
            };
            self.at += 1;
        }
        if self.at > start { Some(number) } else { None }
    }

    /// What stands between quotes. Escapes stay as they are: no name of ours has any.
    const fn string(&mut self) -> Option<&'f [u8]> {
        if !self.take(b'"') {
            return None;
        }
        let (text, start) = (self.text, self.at);
        let mut at = start;
        while at < text.len() && text[at] != b'"' {
            at += if text[at] == b'\\' { 2 } else { 1 };
        }
        self.at = at;
        let end = self.at;
        if self.take(b'"') {
            Some(part(self.text, start, end))
        } else {
            None
        }
    }

    /// The byte at hand; 0, which stands in no header, behind the end.
    const fn peek(&self) -> u8 {
        if self.at < self.text.len() {
            self.text[self.at]
        } else {
            0
        }
    }

    const fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\t' | b'\r') {
            self.at += 1;
        }
    }

    /// Goes over a sign, if it comes next.
    const fn take(&mut self, sign: u8) -> bool {
        self.space();
        let comes = self.peek() == sign;
        if comes {
            self.at += 1;
        }
        comes
    }
}
