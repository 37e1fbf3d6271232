//! The messages of an ONNX file that a dense network needs.
//! <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>

use super::wire::{Fields, doubles, floats};
use crate::Error;

/// `ModelProto`
#[derive(Default)]
pub struct Proto {
    pub opset: i64,
    pub graph: Graph,
    /// `metadata_props`
    pub metadata: Vec<(String, String)>,
}

/// `GraphProto`
#[derive(Default)]
pub struct Graph {
    pub nodes: Vec<Node>,
    pub tensors: Vec<Tensor>,
    pub inputs: Vec<String>,
    pub outputs: Vec<String>,
}

/// `NodeProto`
#[derive(Default)]
pub struct Node {
    pub name: String,
    pub operator: String,
    pub domain: String,
    pub inputs: Vec<String>,
    pub outputs: Vec<String>,
    pub attributes: Vec<Attribute>,
}

/// `AttributeProto`
#[derive(Default)]
pub struct Attribute {
    pub name: String,
    pub float: f32,
    pub number: i64,
    pub numbers: Vec<i64>,
    pub text: String,
    pub tensor: Option<Tensor>,
}

/// `TensorProto`
#[derive(Clone, Default)]
pub struct Tensor {
    pub name: String,
    pub shape: Vec<i64>,
    /// `FLOAT` is 1, `INT64` 7, `BOOL` 9, `DOUBLE` 11.
    pub kind: i64,
    pub values: Vec<f64>,
    pub is_external: bool,
}

pub const FLOAT: i64 = 1;
pub const INT64: i64 = 7;
pub const BOOL: i64 = 9;
pub const DOUBLE: i64 = 11;

impl Proto {
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let (mut proto, mut has_graph, mut fields) = (Self::default(), false, Fields(bytes));
        while let Some((field, value)) = fields.next()? {
            match field {
                7 => {
                    proto.graph = Graph::read(value.bytes()?)?;
                    has_graph = true;
                }
                8 => {
                    let (domain, version) = opset(value.bytes()?)?;
                    if domain.is_empty() || domain == "ai.onnx" {
                        proto.opset = version;
                    }
                }
                14 => proto.metadata.push(entry(value.bytes()?)?),
                _ => {}
            }
        }
        match has_graph {
            true => Ok(proto),
            false => Err(Error::new(
                "it is not an ONNX file: there is no graph in it",
            )),
        }
    }
}

impl Graph {
    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let (mut graph, mut fields) = (Self::default(), Fields(bytes));
        while let Some((field, value)) = fields.next()? {
            match field {
                1 => graph.nodes.push(Node::read(value.bytes()?)?),
                5 => graph.tensors.push(Tensor::read(value.bytes()?)?),
                11 => graph.inputs.push(name(value.bytes()?)?),
                12 => graph.outputs.push(name(value.bytes()?)?),
                _ => {}
            }
        }
        Ok(graph)
    }
}

impl Node {
    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let (mut node, mut fields) = (Self::default(), Fields(bytes));
        while let Some((field, value)) = fields.next()? {
            match field {
                1 => node.inputs.push(value.text()?),
                2 => node.outputs.push(value.text()?),
                3 => node.name = value.text()?,
                4 => node.operator = value.text()?,
                5 => node.attributes.push(Attribute::read(value.bytes()?)?),
                7 => node.domain = value.text()?,
                _ => {}
            }
        }
        Ok(node)
    }

    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name == name)
    }

    /// A number, or what it is when nothing is said.
    pub fn float(&self, name: &str, default: f32) -> f32 {
        self.attribute(name)
            .map_or(default, |attribute| attribute.float)
    }

    /// A whole number, or what it is when nothing is said.
    pub fn number(&self, name: &str, default: i64) -> i64 {
        self.attribute(name)
            .map_or(default, |attribute| attribute.number)
    }

    /// `Gemm (node /fc1/Gemm)`
    pub fn shown(&self) -> String {
        let name = [&self.name]
            .into_iter()
            .chain(&self.outputs)
            .find(|name| !name.is_empty());
        let domain = if self.domain.is_empty() { "" } else { "." };
        let name = name.map_or("without a name", String::as_str);
        format!("{}{domain}{} (node `{name}`)", self.domain, self.operator)
    }
}

impl Attribute {
    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let (mut attribute, mut fields) = (Self::default(), Fields(bytes));
        while let Some((field, value)) = fields.next()? {
            match field {
                1 => attribute.name = value.text()?,
                2 => {
                    let mut floats = vec![];
                    value.floats(&mut floats)?;
                    attribute.float = floats.first().map_or(0.0, |&float| float as f32);
                }
                3 => attribute.number = value.number()?,
                // a text may be bytes of any kind
                4 => attribute.text = String::from_utf8_lossy(value.bytes()?).into_owned(),
                5 => attribute.tensor = Some(Tensor::read(value.bytes()?)?),
                8 => value.numbers(&mut attribute.numbers)?,
                _ => {}
            }
        }
        Ok(attribute)
    }
}

impl Tensor {
    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let (mut tensor, mut raw, mut fields) = (Self::default(), None, Fields(bytes));
        let mut whole = vec![];
        while let Some((field, value)) = fields.next()? {
            match field {
                1 => value.numbers(&mut tensor.shape)?,
                2 => tensor.kind = value.number()?,
                4 => value.floats(&mut tensor.values)?,
                5 | 7 => value.numbers(&mut whole)?,
                8 => tensor.name = value.text()?,
                9 => raw = Some(value.bytes()?),
                10 => value.doubles(&mut tensor.values)?,
                14 => tensor.is_external = value.number()? == 1,
                _ => {}
            }
        }
        tensor
            .values
            .extend(whole.iter().map(|&number| number as f64));
        match (raw, tensor.kind) {
            (Some(raw), FLOAT) => tensor.values = floats(raw)?.collect(),
            (Some(raw), DOUBLE) => tensor.values = doubles(raw)?.collect(),
            (Some(raw), BOOL) => tensor.values = raw.iter().map(|&byte| f64::from(byte)).collect(),
            (Some(raw), INT64) => {
                let numbers = raw.as_chunks().0.iter();
                tensor.values = numbers
                    .map(|&bytes| i64::from_le_bytes(bytes) as f64)
                    .collect();
            }
            _ => {}
        }
        Ok(tensor)
    }
}

/// `ValueInfoProto`
fn name(bytes: &[u8]) -> Result<String, Error> {
    let (mut name, mut fields) = (String::new(), Fields(bytes));
    while let Some((field, value)) = fields.next()? {
        if field == 1 {
            name = value.text()?;
        }
    }
    Ok(name)
}

/// `OperatorSetIdProto`
fn opset(bytes: &[u8]) -> Result<(String, i64), Error> {
    let (mut domain, mut version, mut fields) = (String::new(), 0, Fields(bytes));
    while let Some((field, value)) = fields.next()? {
        match field {
            1 => domain = value.text()?,
            2 => version = value.number()?,
            _ => {}
        }
    }
    Ok((domain, version))
}

/// `StringStringEntryProto`
fn entry(bytes: &[u8]) -> Result<(String, String), Error> {
    let (mut key, mut text, mut fields) = (String::new(), String::new(), Fields(bytes));
    while let Some((field, value)) = fields.next()? {
        match field {
            1 => key = value.text()?,
            2 => text = value.text()?,
            _ => {}
        }
    }
    Ok((key, text))
}
