//! A safetensors file: its header looked through once, its tensors found by name.

use super::dims::Dims;
use super::error::WeightsError;
use super::header::{Entry, Item, Walk};
use crate::text::{Label, part, same};

/// A file that is well formed.
#[derive(Clone, Copy)]
pub struct File<'f> {
    /// What the macro has read of the header; nothing of a file that it has not.
    entries: &'f [Entry<'f>],
    topology: Option<u64>,
    /// What it has not.
    header: &'f [u8],
    /// What lies behind the header.
    data: &'f [u8],
}

/// What our own files say in `__metadata__`.
pub const TOPOLOGY: &str = "typed_nn.topology";
/// The same, of the values.
pub const CHECKSUM: &str = "typed_nn.checksum";
/// Tensors that are no weights, but inputs and outputs to check them with, begin so.
const SAMPLES: &[u8] = b"typed_nn.";

impl<'f> File<'f> {
    /// A file that the macro has looked through, values included. They are in the network's type, column by
    /// column.
    pub const fn prepared(entries: &'f [Entry<'f>], topology: Option<u64>, data: &'f [u8]) -> Self {
        Self {
            entries,
            topology,
            header: &[],
            data,
        }
    }

    /// Whether the macro has looked it through.
    pub const fn is_prepared(&self) -> bool {
        self.header.is_empty()
    }

    /// The hash of the topology, if the file names one.
    pub const fn topology(&self) -> Option<u64> {
        match self.topology {
            None => self.number(TOPOLOGY),
            some => some,
        }
    }

    /// The checksum that the values should have, if the file names one.
    pub const fn checksum(&self) -> Option<u64> {
        self.number(CHECKSUM)
    }

    /// Looks a file through: the header, and that the tensors' bytes fill the rest without gaps.
    pub const fn open(bytes: &'f [u8]) -> Result<Self, WeightsError> {
        let Some((start, rest)) = bytes.split_first_chunk::<8>() else {
            return Err(WeightsError::NotSafetensors);
        };
        let len = u64::from_le_bytes(*start);
        // the format's own limit; more is some other file
        if len > 100_000_000 || !matches!(rest, [b'{', ..]) {
            return Err(WeightsError::NotSafetensors);
        }
        let Some((header, data)) = rest.split_at_checked(len as usize) else {
            return Err(WeightsError::Truncated {
                needed: 8 + len,
                found: bytes.len() as u64,
            });
        };
        let file = Self {
            entries: &[],
            topology: None,
            header,
            data,
        };
        match file.check() {
            Ok(()) => Ok(file),
            Err(error) => Err(error),
        }
    }

    const fn check(&self) -> Result<(), WeightsError> {
        // entries mostly stand in the order of their data: then one walk is enough
        let (mut end, mut last) = (0, Label::NONE);
        loop {
            let (mut walk, begin, mut furthest) = (self.tensors(), end, 0);
            let mut entries = 0;
            loop {
                match walk.next() {
                    Item::Tensor(entry) => {
                        let name = Label::of(entry.name);
                        if !is_as_long_as_it_says(&entry) {
                            return Err(WeightsError::Misplaced(name));
                        }
                        if entry.begin == end && entry.end > end {
                            end = entry.end;
                        } else if entry.begin != entry.end && entry.end > end {
                            last = name;
                        }
                        furthest = if entry.end > furthest {
                            entry.end
                        } else {
                            furthest
                        };
                        entries += 1;
                    }
                    Item::Note(..) => {}
                    Item::End => break,
                    Item::Malformed => return Err(WeightsError::NotSafetensors),
                }
            }
            if furthest > self.data.len() {
                return Err(WeightsError::Truncated {
                    needed: (8 + self.header.len()) as u64 + furthest as u64,
                    found: (8 + self.header.len() + self.data.len()) as u64,
                });
            }
            if end == self.data.len() {
                return self.check_total(end);
            }
            if end == begin || entries == 0 {
                return Err(WeightsError::Misplaced(last));
            }
        }
    }

    /// That no two tensors share bytes: they fill the data, so their lengths add up to it.
    const fn check_total(&self, total: usize) -> Result<(), WeightsError> {
        let (mut walk, mut sum) = (self.tensors(), 0);
        while let Item::Tensor(entry) = next_tensor(&mut walk) {
            sum += entry.end - entry.begin;
            if sum > total {
                return Err(WeightsError::Misplaced(Label::of(entry.name)));
            }
        }
        Ok(())
    }

    /// The tensors, one after the other.
    pub const fn tensors(&self) -> Walk<'f> {
        Walk::new(self.entries, self.header)
    }

    /// The tensor of this name.
    pub const fn find(&self, name: &[u8]) -> Option<Entry<'f>> {
        self.find_near(&mut self.tensors(), name)
    }

    /// The same, looked for from `near` on and then before it. `near` goes behind the tensor.
    pub const fn find_near(&self, near: &mut Walk<'f>, name: &[u8]) -> Option<Entry<'f>> {
        let start = *near;
        while let Item::Tensor(entry) = next_tensor(near) {
            if same(entry.name, name) {
                return Some(entry);
            }
        }
        *near = self.tensors();
        while near.is_before(&start)
            && let Item::Tensor(entry) = next_tensor(near)
        {
            if same(entry.name, name) {
                return Some(entry);
            }
        }
        None
    }

    /// How many tensors of weights there are.
    pub const fn count(&self) -> usize {
        let (mut walk, mut count) = (self.tensors(), 0);
        while let Item::Tensor(entry) = next_tensor(&mut walk) {
            count += !is_sample(entry.name) as usize;
        }
        count
    }

    /// A number in `__metadata__`, written in hexadecimal digits.
    const fn number(&self, key: &str) -> Option<u64> {
        let mut walk = self.tensors();
        loop {
            match walk.next() {
                Item::Note(name, digits) if same(name, key.as_bytes()) => {
                    let Ok(digits) = core::str::from_utf8(digits) else {
                        return None;
                    };
                    return match u64::from_str_radix(digits, 16) {
                        Ok(number) => Some(number),
                        Err(_) => None,
                    };
                }
                Item::Note(..) | Item::Tensor(_) => {}
                Item::End | Item::Malformed => return None,
            }
        }
    }

    /// A tensor's bytes.
    pub const fn bytes(&self, entry: &Entry) -> &'f [u8] {
        part(self.data, entry.begin, entry.end)
    }
}

/// A tensor as the macro has read it.
pub const fn entry<'f>(
    name: &'f str,
    dtype: &'f str,
    shape: &[usize],
    begin: usize,
    end: usize,
) -> Entry<'f> {
    let (mut dims, mut i) = (Dims::NONE, 0);
    while i < shape.len() {
        match dims.with(shape[i]) {
            Some(more) => dims = more,
            None => panic!("a tensor of more than four dimensions"),
        }
        i += 1;
    }
    Entry {
        name: name.as_bytes(),
        dtype: dtype.as_bytes(),
        dims,
        begin,
        end,
    }
}

/// The next tensor; metadata is gone over.
pub const fn next_tensor<'f>(walk: &mut Walk<'f>) -> Item<'f> {
    loop {
        match walk.next() {
            Item::Note(..) => {}
            other => return other,
        }
    }
}

/// Whether a tensor is no weights, but samples to check them with.
pub const fn is_sample(name: &[u8]) -> bool {
    same(part(name, 0, SAMPLES.len()), SAMPLES)
}

/// Whether a tensor has as many bytes as its shape and its type ask for.
const fn is_as_long_as_it_says(entry: &Entry) -> bool {
    let bytes = match entry.dtype {
        b"F64" | b"I64" | b"U64" => 8,
        b"F32" | b"I32" | b"U32" => 4,
        b"F16" | b"BF16" | b"I16" | b"U16" => 2,
        b"I8" | b"U8" | b"BOOL" | b"F8_E4M3" | b"F8_E5M2" => 1,
        // a type of a later version: any length will do, for no network takes it
        _ => return entry.begin <= entry.end,
    };
    match (entry.dims.values(), entry.end.checked_sub(entry.begin)) {
        (Some(values), Some(length)) => match values.checked_mul(bytes) {
            Some(needed) => needed == length,
            None => false,
        },
        _ => false,
    }
}
