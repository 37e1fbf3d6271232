//! Values as bytes and back, without an allocator.

use crate::scalar::Scalar;

/// A value that a checkpoint can hold.
///
/// What [`load`](Self::load) reads is what [`save`](Self::save) wrote, of a value of the same type:
/// a checkpoint is looked at as a whole before anything is read from it.
///
/// ```
/// use typed_nn::train::{Reader, Saved, Writer};
///
/// struct Counter(u64);
/// impl Saved for Counter {
///     fn save(&self, to: &mut Writer<'_>) {
///         to.u64(self.0);
///     }
///     fn load(&mut self, from: &mut Reader<'_>) {
///         self.0 = from.u64();
///     }
/// }
/// ```
pub trait Saved {
    /// Writes the value down, in as many bytes whatever the value.
    fn save(&self, to: &mut Writer<'_>);
    /// Takes over what was written.
    fn load(&mut self, from: &mut Reader<'_>);
}

/// Where a [`Saved`] value is written: numbers with their lowest byte first.
#[derive(Debug)]
pub struct Writer<'b> {
    place: &'b mut [u8],
    written: usize,
}

impl<'b> Writer<'b> {
    /// Writes from the start of `place` on. What does not fit is only counted.
    pub fn new(place: &'b mut [u8]) -> Self {
        Self { place, written: 0 }
    }

    /// How many bytes there were to write so far.
    pub fn written(&self) -> usize {
        self.written
    }

    /// Writes bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        let places = self.place.iter_mut().skip(self.written);
        for (place, &byte) in places.zip(bytes) {
            *place = byte;
        }
        self.written += bytes.len();
    }

    /// Writes a number in 8 bytes.
    pub fn u64(&mut self, value: u64) {
        self.bytes(&value.to_le_bytes());
    }

    /// Writes the bits of a number.
    pub fn f64(&mut self, value: f64) {
        self.bytes(&value.to_le_bytes());
    }

    /// Writes the bits of scalars, each in its own size.
    pub fn scalars<T: Scalar>(&mut self, values: &[T]) {
        for value in values {
            let value = value.to_f64();
            match size_of::<T>() {
                4 => self.bytes(&(value as f32).to_le_bytes()),
                _ => self.f64(value),
            }
        }
    }
}

/// Where a [`Saved`] value is read from.
#[derive(Debug)]
pub struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Reads from the start of `bytes` on.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next bytes; zeros behind the end.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        match self.rest.split_first_chunk() {
            Some((bytes, rest)) => {
                self.rest = rest;
                *bytes
            }
            None => {
                self.rest = &[];
                [0; N]
            }
        }
    }

    /// The next number.
    pub fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// The next number from its bits.
    pub fn f64(&mut self) -> f64 {
        f64::from_le_bytes(self.bytes())
    }

    /// The next scalars.
    pub fn scalars<T: Scalar>(&mut self, values: &mut [T]) {
        for value in values {
            *value = T::of(match size_of::<T>() {
                4 => f32::from_le_bytes(self.bytes()).into(),
                _ => self.f64(),
            });
        }
    }
}

impl Saved for () {
    fn save(&self, _to: &mut Writer<'_>) {}
    fn load(&mut self, _from: &mut Reader<'_>) {}
}

impl Saved for f64 {
    fn save(&self, to: &mut Writer<'_>) {
        to.f64(*self);
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        *self = from.f64();
    }
}

impl<A: Saved, B: Saved> Saved for (A, B) {
    fn save(&self, to: &mut Writer<'_>) {
        self.0.save(to);
        self.1.save(to);
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        self.0.load(from);
        self.1.load(from);
    }
}

impl<S: Saved> Saved for &mut S {
    fn save(&self, to: &mut Writer<'_>) {
        (**self).save(to);
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        (**self).load(from);
    }
}
