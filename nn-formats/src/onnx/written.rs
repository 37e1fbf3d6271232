//! The messages that are written.

use super::proto::{DOUBLE, FLOAT};
use super::wire::Message;

/// `NodeProto`, named after its output.
pub fn node(operator: &str, inputs: &[&str], output: &str) -> Message {
    let inputs = inputs
        .iter()
        .fold(Message::default(), |node, input| node.bytes(1, input));
    inputs.bytes(2, output).bytes(3, output).bytes(4, operator)
}

/// `TensorProto`
pub fn tensor(name: &str, shape: &[usize], values: &[f64], is_double: bool) -> Message {
    let sizes = shape.iter().fold(Message::default(), |tensor, &size| {
        tensor.number(1, size as i64)
    });
    let (kind, raw): (_, Vec<u8>) = match is_double {
        true => (
            DOUBLE,
            values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
        ),
        false => (
            FLOAT,
            values
                .iter()
                .flat_map(|&value| (value as f32).to_le_bytes())
                .collect(),
        ),
    };
    sizes.number(2, kind).bytes(8, name).bytes(9, raw)
}

/// `ValueInfoProto`: `[samples, width]`
pub fn value(name: &str, width: usize, is_double: bool) -> Message {
    let samples = Message::default().bytes(2, "samples");
    let width = Message::default().number(1, width as i64);
    let shape = Message::default().bytes(1, samples).bytes(1, width);
    let kind = if is_double { DOUBLE } else { FLOAT };
    let tensor = Message::default().number(1, kind).bytes(2, shape);
    Message::default()
        .bytes(1, name)
        .bytes(2, Message::default().bytes(1, tensor))
}

/// `AttributeProto` of a type: 1 is `FLOAT`, 2 `INT`, 3 `STRING`, 4 `TENSOR`.
pub fn attribute(name: &str, kind: i64) -> Message {
    Message::default().bytes(1, name).number(20, kind)
}

/// A node that gives one number.
pub fn constant(name: &str, number: f32, is_double: bool) -> Message {
    let tensor = tensor("", &[], &[f64::from(number)], is_double);
    node("Constant", &[], name).bytes(5, attribute("value", 4).bytes(5, tensor))
}
