//! A network for a serializer.

use super::{FIELDS, NAME};
use crate::layer::Place;
use crate::network::Network;
use crate::scalar::Scalar;
use core::fmt;
use core::marker::PhantomData;
use serde_core::ser::{Serialize, SerializeMap, SerializeStruct, SerializeTuple, Serializer};

/// Hands a network to a serializer.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<N: Network, S: Serializer>(net: &N, to: S) -> Result<S::Ok, S::Error> {
    let topology = const { N::SHAPE.topology() };
    if to.is_human_readable() {
        let mut all = to.serialize_struct(NAME, 2)?;
        all.serialize_field(FIELDS[0], &Hexadecimal(topology))?;
        all.serialize_field(FIELDS[1], &Layers(net.as_slice(), PhantomData::<N>))?;
        all.end()
    } else {
        let mut all = to.serialize_tuple(2)?;
        all.serialize_element(&topology)?;
        all.serialize_element(&Values(net.as_slice()))?;
        all.end()
    }
}

/// A hash as our files show it: not every reader of JSON has whole numbers of 64 bits.
struct Hexadecimal(u64);

impl fmt::Display for Hexadecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for Hexadecimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// All layers' parameters.
struct Layers<'n, N: Network>(&'n [N::Scalar], PhantomData<N>);

impl<N: Network> Serialize for Layers<'_, N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut all = to.serialize_map(Some(const { N::SHAPE.layers() }))?;
        for layer in (0..).map_while(|index| N::SHAPE.layer(index)) {
            let parameters = self.0.get(layer.offset..).unwrap_or_default();
            all.serialize_entry(layer.path.as_str(), &Tensors(&layer, parameters))?;
        }
        all.end()
    }
}

/// A layer, and its parameters with all behind them.
struct Tensors<'n, T>(&'n Place, &'n [T]);

impl<T: Scalar> Serialize for Tensors<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Place {
            inputs, outputs, ..
        } = *self.0;
        let [first, second] = self.0.keys();
        let (weights, rest) = self
            .1
            .split_at_checked(inputs * outputs)
            .unwrap_or_default();
        let bias = rest.get(..outputs).unwrap_or_default();
        let mut both = to.serialize_map(Some(2))?;
        match self.0.is_vector {
            true => both.serialize_entry(first, &Row(weights, 1))?,
            false => both.serialize_entry(first, &Rows(weights, outputs))?,
        }
        both.serialize_entry(second, &Row(bias, 1))?;
        both.end()
    }
}

/// A matrix that stands column by column, of so many rows.
struct Rows<'n, T>(&'n [T], usize);

impl<T: Scalar> Serialize for Rows<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let rows = (0..self.1).map(|row| Row(self.0.get(row..).unwrap_or_default(), self.1));
        to.collect_seq(rows)
    }
}

/// Each so manyth of some numbers.
struct Row<'n, T>(&'n [T], usize);

impl<T: Scalar> Serialize for Row<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // `step_by` knows how many there are
        to.collect_seq(self.0.iter().step_by(self.1).map(|&value| Value(value)))
    }
}

/// So many numbers as the type says.
struct Values<'n, T>(&'n [T]);

impl<T: Scalar> Serialize for Values<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut all = to.serialize_tuple(self.0.len())?;
        for &value in self.0 {
            all.serialize_element(&Value(value))?;
        }
        all.end()
    }
}

/// A number in its own size.
struct Value<T>(T);

impl<T: Scalar> Serialize for Value<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match size_of::<T>() {
            4 => to.serialize_f32(self.0.to_f64() as f32),
            _ => to.serialize_f64(self.0.to_f64()),
        }
    }
}
