//! Which tensors belong to which layer.

use super::file::{File, is_sample, next_tensor};
use super::header::{Entry, Item, Walk};
use crate::layer::{Place, Shape};
use crate::text::{Label, Name, Text, part, same};

/// What stands behind the names of layers in those of their first tensors.
const FIRST: [&[u8]; 2] = [b".weight", b".mean"];

/// Finds the layers' tensors, from the first layer to the last.
///
/// They are called after our fields, `layer1.weight`, or they are numbered in any other way, with
/// names that differ in their last number: `0.weight, 2.weight` of PyTorch's `nn.Sequential`,
/// `net.0.weight`, `fc1.weight`, `layers.3.linear.weight`.
#[derive(Clone, Copy)]
pub struct Names<'f> {
    file: File<'f>,
    /// Whether they are called after our fields.
    is_own: bool,
    /// Else the text before and behind the number, and the last number.
    before: &'f [u8],
    behind: &'f [u8],
    last: Option<u64>,
    /// Whether the numbers stand in their order.
    is_sorted: bool,
    /// What the user says that they are called, from the next layer on.
    given: &'f [&'f str],
    /// Behind the last layer's tensors, where the next layer's mostly are.
    near: Walk<'f>,
    /// Behind the last layer's first tensor: the next number is there, where numbers stand in their order.
    numbers: Walk<'f>,
}

/// The tensors of a layer.
pub struct Found<'f> {
    pub weights: Entry<'f>,
    pub bias: Entry<'f>,
}

impl<'f> Names<'f> {
    /// Finds out how the tensors of `file` are named.
    pub const fn new(file: File<'f>, shape: &Shape, given: &'f [&'f str]) -> Self {
        let mut names = Self {
            file,
            is_own: true,
            before: &[],
            behind: &[],
            last: None,
            is_sorted: true,
            given,
            near: file.tensors(),
            numbers: file.tensors(),
        };
        // the first or the last is enough: a file with neither is another's, or wrong in any case
        let ends = [
            shape.layer(0),
            shape.layer(shape.layers().saturating_sub(1)),
        ];
        let mut i = 0;
        while i < ends.len() {
            if let Some(layer) = &ends[i]
                && file.find(own(layer, 0).as_bytes()).is_some()
            {
                return names;
            }
            i += 1;
        }
        let mut walk = file.tensors();
        while let Item::Tensor(entry) = next_tensor(&mut walk) {
            if let Some(module) = module(entry.name)
                && let Some((from, to)) = number(module)
            {
                names.is_own = false;
                names.before = part(module, 0, from);
                names.behind = part(module, to, module.len());
                names.is_sorted = names.stand_in_order();
                return names;
            }
        }
        names
    }

    /// The tensors of the next layer, or the name of the one that is not there.
    pub const fn next(&mut self, layer: &Place) -> Result<Found<'f>, Name> {
        let (weights, bias) = self.next_names(layer);
        // a bias stands behind the weights or, by the alphabet, before them
        let (mut behind, mut before) = (self.near, self.near);
        let Some(found) = self.file.find_near(&mut behind, weights.as_bytes()) else {
            return Err(weights);
        };
        let Some(bias_found) = self.file.find_near(&mut before, bias.as_bytes()) else {
            return Err(bias);
        };
        self.numbers = behind;
        self.near = if before.is_before(&behind) {
            behind
        } else {
            before
        };
        Ok(Found {
            weights: found,
            bias: bias_found,
        })
    }

    /// Whether each layer is found by its own name: none by a number behind another's.
    pub const fn are_single(&self) -> bool {
        self.is_own || !self.given.is_empty()
    }

    /// What the tensors of the next layer are called.
    const fn next_names(&mut self, layer: &Place) -> (Name, Name) {
        if let [name, others @ ..] = self.given {
            self.given = others;
            let name = Name::of(name.as_bytes());
            let [first, second] = layer.tensors;
            return (name.str(first), name.str(second));
        }
        if !self.is_own
            && let Some(number) = self.next_number()
        {
            self.last = Some(number);
            let [first, second] = layer.tensors;
            return (self.numbered(number, first), self.numbered(number, second));
        }
        (own(layer, 0), own(layer, 1))
    }

    const fn stand_in_order(&self) -> bool {
        let (mut walk, mut last) = (self.file.tensors(), 0);
        while let Item::Tensor(entry) = next_tensor(&mut walk) {
            if let Some(number) = self.number_of(entry.name) {
                if number < last {
                    return false;
                }
                last = number;
            }
        }
        true
    }

    /// The smallest number behind the last.
    const fn next_number(&self) -> Option<u64> {
        let mut walk = if self.is_sorted {
            self.numbers
        } else {
            self.file.tensors()
        };
        let mut next = None;
        while let Item::Tensor(entry) = next_tensor(&mut walk) {
            let Some(number) = self.number_of(entry.name) else {
                continue;
            };
            let is_behind = match self.last {
                Some(last) => number > last,
                None => true,
            };
            let is_nearer = match next {
                Some(next) => number < next,
                None => true,
            };
            if is_behind && is_nearer {
                next = Some(number);
                if self.is_sorted {
                    break;
                }
            }
        }
        next
    }

    /// The number in a name of the file's kind.
    const fn number_of(&self, name: &[u8]) -> Option<u64> {
        let Some(module) = module(name) else {
            return None;
        };
        let Some((from, to)) = number(module) else {
            return None;
        };
        if !same(part(module, 0, from), self.before)
            || !same(part(module, to, module.len()), self.behind)
        {
            return None;
        }
        match core::str::from_utf8(part(module, from, to)) {
            Ok(digits) => match u64::from_str_radix(digits, 10) {
                Ok(number) => Some(number),
                Err(_) => None,
            },
            Err(_) => None,
        }
    }

    const fn numbered(&self, number: u64, ending: &str) -> Name {
        Text::of(self.before)
            .number(number as usize)
            .bytes(self.behind)
            .str(ending)
    }

    /// A tensor that belongs to no layer, or is there a second time.
    pub const fn stranger(&self, shape: &Shape) -> Option<Label> {
        let mut walk = self.file.tensors();
        while let Item::Tensor(entry) = next_tensor(&mut walk) {
            let is_second = match self.file.find(entry.name) {
                Some(first) => first.begin != entry.begin,
                None => false,
            };
            if is_second || !is_sample(entry.name) && !self.belongs(entry.name, shape) {
                return Some(Label::of(entry.name));
            }
        }
        None
    }

    const fn belongs(&self, name: &[u8], shape: &Shape) -> bool {
        let (mut names, mut index) = (*self, 0);
        (names.last, names.numbers) = (None, self.file.tensors());
        while let Some(layer) = shape.layer(index) {
            let (weights, bias) = names.next_names(&layer);
            if same(weights.as_bytes(), name) || same(bias.as_bytes(), name) {
                return true;
            }
            index += 1;
        }
        false
    }
}

/// `layer1.weight`
const fn own(layer: &Place, tensor: usize) -> Name {
    layer.path.str(layer.tensors[tensor])
}

/// The name of the module whose first tensor this is.
const fn module(name: &[u8]) -> Option<&[u8]> {
    let mut i = 0;
    while i < FIRST.len() {
        if let Some(len) = name.len().checked_sub(FIRST[i].len())
            && same(part(name, len, name.len()), FIRST[i])
        {
            return Some(part(name, 0, len));
        }
        i += 1;
    }
    None
}

/// Where the last number in a name stands.
const fn number(name: &[u8]) -> Option<(usize, usize)> {
    let mut to = name.len();
    while to > 0 && !name[to - 1].is_ascii_digit() {
        to -= 1;
    }
    let mut from = to;
    while from > 0 && name[from - 1].is_ascii_digit() {
        from -= 1;
    }
    if to > from { Some((from, to)) } else { None }
}
