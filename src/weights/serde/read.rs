//! A network from a deserializer.

use super::{FIELDS, NAME};
use crate::layer::Place;
use crate::network::Network;
use crate::scalar::Scalar;
use crate::text::Label;
use crate::weights::WeightsError;
use core::fmt;
use core::marker::PhantomData;
use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// Takes a network from a deserializer. Layers may come in any order.
///
/// # Errors
/// Those of the deserializer; a layer, a row or a value that is missing, too many, or not finite; a hash of
/// the topology that is another network's. Only a whole network is ever given.
pub fn deserialize<'de, N: Network, D: Deserializer<'de>>(from: D) -> Result<N, D::Error> {
    if from.is_human_readable() {
        from.deserialize_struct(NAME, &FIELDS, Readable(PhantomData))
    } else {
        from.deserialize_tuple(2, Compact(PhantomData))
    }
}

/// A visitor's type, what it expects, and the rest of it. A seed is its own visitor.
macro_rules! visitor {
    ([$($generics:tt)*] $name:ty => $value:ty, $expected:literal, { $($visit:tt)* }) => {
        impl<'de, $($generics)*> Visitor<'de> for $name {
            type Value = $value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($expected)
            }
            $($visit)*
        }
    };
    ([$($generics:tt)*] $name:ty => $value:ty, $expected:literal, $from:ident, { $($visit:tt)* }) => {
        impl<'de, $($generics)*> DeserializeSeed<'de> for $name {
            type Value = $value;
            fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<$value, D::Error> {
                from.$from(self)
            }
        }
        visitor!([$($generics)*] $name => $value, $expected, { $($visit)* });
    };
}

/// `{ "topology": …, "layers": … }`
struct Readable<N>(PhantomData<N>);

visitor!([N: Network] Readable<N> => N, "a network of typed-nn, `topology` and `layers`", {
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<N, A::Error> {
        let mut net = <N as crate::Zeroed>::ZERO;
        // what is still NaN at the end was not there, for nothing else is
        net.fill(N::Scalar::NAN);
        let mut has_layers = false;
        while let Some(field) = map.next_key_seed(Key(FIELDS))? {
            if field == 0 {
                same_topology::<N, _>(map.next_value_seed(Hexadecimal)?)?;
            } else if has_layers {
                return Err(A::Error::duplicate_field(FIELDS[1]));
            } else {
                map.next_value_seed(Layers(&mut net))?;
                has_layers = true;
            }
        }
        match has_layers {
            true => Ok(net),
            false => Err(A::Error::missing_field(FIELDS[1])),
        }
    }
});

/// The topology and all values.
struct Compact<N>(PhantomData<N>);

visitor!([N: Network] Compact<N> => N, "a network of typed-nn, a hash and all parameters", {
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<N, A::Error> {
        let mut net = <N as crate::Zeroed>::ZERO;
        let topology = seq.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        same_topology::<N, _>(topology)?;
        let name = Label::NONE.str("parameters");
        let all = Row { values: net.as_mut_slice(), step: 1, name };
        seq.next_element_seed(All(all))?.ok_or_else(|| A::Error::invalid_length(1, &self))?;
        Ok(net)
    }
});

fn same_topology<N: Network, E: Error>(found: u64) -> Result<(), E> {
    match found == const { N::SHAPE.topology() } {
        true => Ok(()),
        false => Err(E::custom(WeightsError::OtherNetwork)),
    }
}

/// One of two names; which, is the value.
struct Key([&'static str; 2]);

visitor!([] Key => usize, "a name", deserialize_identifier, {
    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let [first, second] = self.0;
        match name {
            _ if name == first => Ok(0),
            _ if name == second => Ok(1),
            _ => Err(E::custom(format_args!("`{name}` is neither `{first}` nor `{second}`"))),
        }
    }
});

/// A hash.
struct Hexadecimal;

visitor!([] Hexadecimal => u64, "16 hexadecimal digits", deserialize_str, {
    fn visit_str<E: Error>(self, digits: &str) -> Result<u64, E> {
        u64::from_str_radix(digits, 16)
            .map_err(|_| E::custom("`topology` is not a number of hexadecimal digits"))
    }
});

/// Where all layers go.
struct Layers<'n, N>(&'n mut N);

visitor!([N: Network] Layers<'_, N> => (), "a network's layers by their names", deserialize_map, {
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(layer) = map.next_key_seed(Path::<N>(PhantomData))? {
            let parameters = self.0.as_mut_slice().get_mut(layer.offset..).unwrap_or_default();
            if is_there(&layer, parameters) {
                return Err(A::Error::custom(format_args!("layer `{}` is there twice", layer.path)));
            }
            map.next_value_seed(Tensors(&layer, parameters))?;
        }
        for layer in (0..).map_while(|index| N::SHAPE.layer(index)) {
            let parameters = self.0.as_slice().get(layer.offset..).unwrap_or_default();
            if !is_there(&layer, parameters) {
                return Err(A::Error::custom(format_args!("layer `{}` is missing", layer.path)));
            }
        }
        Ok(())
    }
});

/// Whether a layer was read: its last value is a number.
fn is_there<T: Scalar>(layer: &Place, parameters: &[T]) -> bool {
    let last = (layer.inputs * layer.outputs + layer.outputs).saturating_sub(1);
    parameters.get(last).is_none_or(|value| value.is_finite())
}

/// The name of a layer.
struct Path<N>(PhantomData<N>);

visitor!([N: Network] Path<N> => Place, "the name of a layer", deserialize_identifier, {
    fn visit_str<E: Error>(self, name: &str) -> Result<Place, E> {
        let mut layers = (0..).map_while(|index| N::SHAPE.layer(index));
        let found = layers.find(|layer| layer.path.as_str() == name);
        found.ok_or_else(|| E::custom(format_args!("the network has no layer `{name}`")))
    }
});

/// A layer, and where its parameters go, with all behind them.
struct Tensors<'n, T>(&'n Place, &'n mut [T]);

visitor!([T: Scalar] Tensors<'_, T> => (), "a layer's two tensors", deserialize_map, {
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Place { inputs, outputs, path, .. } = *self.0;
        let keys = self.0.keys();
        let name = |key: usize| Label::NONE.text(&path.str(self.0.tensors[key]));
        let mut has = [false; 2];
        let (weights, rest) = self.1.split_at_mut_checked(inputs * outputs).unwrap_or_default();
        let bias = rest.get_mut(..outputs).unwrap_or_default();
        while let Some(key) = map.next_key_seed(Key(keys))? {
            if core::mem::replace(&mut has[key], true) {
                return Err(A::Error::duplicate_field(keys[key]));
            }
            let name = name(key);
            match (key, self.0.is_vector) {
                (0, false) => map.next_value_seed(Rows { values: weights, rows: outputs, name })?,
                (0, true) => map.next_value_seed(Row { values: weights, step: 1, name })?,
                _ => map.next_value_seed(Row { values: bias, step: 1, name })?,
            }
        }
        match has.iter().position(|has| !has) {
            Some(key) => Err(A::Error::custom(format_args!("`{}` is missing", name(key)))),
            None => Ok(()),
        }
    }
});

/// Where a matrix goes that stands column by column, of so many rows.
struct Rows<'n, T> {
    values: &'n mut [T],
    rows: usize,
    name: Label,
}

visitor!([T: Scalar] Rows<'_, T> => (), "rows of numbers", deserialize_seq, {
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { values, rows, name } = self;
        let wrong = || A::Error::custom(format_args!("`{name}` has not {rows} rows"));
        for row in 0..rows {
            let values = values.get_mut(row..).unwrap_or_default();
            let row = Row { values, step: rows, name };
            seq.next_element_seed(row)?.ok_or_else(wrong)?;
        }
        end(seq, wrong)
    }
});

/// Where numbers go: each so manyth place.
struct Row<'n, T> {
    values: &'n mut [T],
    step: usize,
    name: Label,
}

visitor!([T: Scalar] Row<'_, T> => (), "numbers", deserialize_seq, {
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { values, step, name } = self;
        let needed = values.len().div_ceil(step);
        let wrong = || A::Error::custom(format_args!("`{name}` has not {needed} numbers in a row"));
        for place in values.iter_mut().step_by(step) {
            let Value(value) = seq.next_element()?.ok_or_else(wrong)?;
            if !T::is_finite(value) {
                return Err(A::Error::custom(WeightsError::NotFinite(name)));
            }
            *place = value;
        }
        end(seq, wrong)
    }
});

/// Numbers whose length the format does not hold.
struct All<'n, T>(Row<'n, T>);

impl<'de, T: Scalar> DeserializeSeed<'de> for All<'_, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_tuple(self.0.values.len(), self.0)
    }
}

/// That nothing is left of a sequence.
fn end<'de, A: SeqAccess<'de>>(mut seq: A, wrong: impl Fn() -> A::Error) -> Result<(), A::Error> {
    match seq.next_element::<IgnoredAny>()? {
        None => Ok(()),
        Some(_) => Err(wrong()),
    }
}

/// A number in its own size.
struct Value<T>(T);

impl<'de, T: Scalar> Deserialize<'de> for Value<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(T::of(match size_of::<T>() {
            4 => f32::deserialize(from)?.into(),
            _ => f64::deserialize(from)?,
        })))
    }
}
