//! The way through a graph, and its constants.

use super::proto::{BOOL, DOUBLE, FLOAT, Graph, INT64, Node, Tensor};
use crate::Error;
use std::collections::HashMap;

/// A graph in which names are found at once.
pub struct Walk<'g> {
    pub graph: &'g Graph,
    tensors: HashMap<&'g str, &'g Tensor>,
    makers: HashMap<&'g str, &'g Node>,
    takers: HashMap<&'g str, Vec<&'g Node>>,
}

/// How many operators may stand between a constant and its use.
const DEEPEST: usize = 8;

impl<'g> Walk<'g> {
    pub fn new(graph: &'g Graph) -> Self {
        let tensors = graph
            .tensors
            .iter()
            .map(|tensor| (tensor.name.as_str(), tensor));
        let mut walk = Self {
            graph,
            tensors: tensors.collect(),
            makers: HashMap::new(),
            takers: HashMap::new(),
        };
        for node in &graph.nodes {
            for output in &node.outputs {
                walk.makers.insert(output, node);
            }
            for input in &node.inputs {
                let takers = walk.takers.entry(input).or_default();
                if !takers.last().is_some_and(|&last| std::ptr::eq(last, node)) {
                    takers.push(node);
                }
            }
        }
        walk
    }

    /// The one input that is no constant.
    pub fn input(&self) -> Result<&'g str, Error> {
        let is_free = |name: &&String| !self.tensors.contains_key(name.as_str());
        let inputs: Vec<_> = self.graph.inputs.iter().filter(is_free).collect();
        match inputs.as_slice() {
            [input] => Ok(input),
            _ => Err(Error::new(format!(
                "the graph has {} inputs, a network has one: {inputs:?}",
                inputs.len()
            ))),
        }
    }

    /// The nodes that take a value.
    pub fn takers(&self, name: &str) -> &[&'g Node] {
        self.takers.get(name).map_or(&[], Vec::as_slice)
    }

    /// The one node that takes a value.
    pub fn taker(&self, name: &str) -> Option<&'g Node> {
        match self.takers(name) {
            [node] => Some(node),
            _ => None,
        }
    }

    /// The other input of a node with two.
    pub fn other(node: &'g Node, name: &str) -> Option<&'g str> {
        match node.inputs.as_slice() {
            [first, second] if first == name => Some(second),
            [first, second] if second == name => Some(first),
            _ => None,
        }
    }

    /// A constant: an initializer, a `Constant`, or one of them turned around.
    pub fn constant(&self, name: &str) -> Result<Option<Tensor>, Error> {
        self.constant_within(name, DEEPEST)
    }

    fn constant_within(&self, name: &str, depth: usize) -> Result<Option<Tensor>, Error> {
        if let Some(&tensor) = self.tensors.get(name) {
            return checked(tensor).map(Some);
        }
        let Some(&node) = self.makers.get(name) else {
            return Ok(None);
        };
        if node.operator == "Constant" {
            return constant_node(node).map(Some);
        }
        let (Some(input), Some(depth)) = (node.inputs.first(), depth.checked_sub(1)) else {
            return Ok(None);
        };
        if !matches!(node.operator.as_str(), "Identity" | "Transpose" | "Reshape") {
            return Ok(None);
        }
        let Some(mut tensor) = self.constant_within(input, depth)? else {
            return Ok(None);
        };
        match node.operator.as_str() {
            "Transpose" => transpose(node, &mut tensor)?,
            "Reshape" => {
                let shape = node
                    .inputs
                    .get(1)
                    .map(|name| self.constant_within(name, depth));
                let shape = shape.transpose()?.flatten().unwrap_or_default();
                tensor.shape = shape.values.iter().map(|&size| size as i64).collect();
                tensor = checked(&tensor)?;
            }
            _ => {}
        }
        Ok(Some(tensor))
    }
}

fn constant_node(node: &Node) -> Result<Tensor, Error> {
    let attribute = node.attributes.first();
    let attribute =
        attribute.ok_or_else(|| Error::new(format!("{} holds nothing", node.shown())))?;
    match attribute.name.as_str() {
        "value" => checked(attribute.tensor.as_ref().unwrap_or(&Tensor::default())),
        "value_float" => Ok(Tensor {
            kind: FLOAT,
            values: vec![f64::from(attribute.float)],
            ..Tensor::default()
        }),
        "value_ints" => Ok(Tensor {
            kind: INT64,
            shape: vec![attribute.numbers.len() as i64],
            values: attribute
                .numbers
                .iter()
                .map(|&number| number as f64)
                .collect(),
            ..Tensor::default()
        }),
        other => Err(Error::new(format!("{} holds a `{other}`", node.shown()))),
    }
}

/// `[rows, columns]` → `[columns, rows]`
fn transpose(node: &Node, tensor: &mut Tensor) -> Result<(), Error> {
    let perm = node.attribute("perm").map(|perm| perm.numbers.as_slice());
    let (&[rows, columns], None | Some([1, 0])) = (tensor.shape.as_slice(), perm) else {
        let shown = node.shown();
        return Err(Error::new(format!(
            "{shown} turns something other than a matrix around"
        )));
    };
    let (rows, columns) = (rows as usize, columns as usize);
    let at = |index: usize| tensor.values[index % rows * columns + index / rows];
    tensor.values = (0..rows * columns).map(at).collect();
    tensor.shape.reverse();
    Ok(())
}

/// A tensor whose values are here, of a type that is known, and as many as its shape says.
fn checked(tensor: &Tensor) -> Result<Tensor, Error> {
    let name = &tensor.name;
    if tensor.is_external {
        return Err(Error::new(format!(
            "the values of tensor `{name}` lie in another file: save the model in one"
        )));
    }
    if ![FLOAT, DOUBLE, INT64, BOOL].contains(&tensor.kind) {
        let kind = match tensor.kind {
            2 | 3 => "8-bit integers: quantised networks are not supported yet",
            10 => "float16: convert the model to float first",
            16 => "bfloat16: convert the model to float first",
            _ => "a type that no dense layer has",
        };
        return Err(Error::new(format!("tensor `{name}` is of {kind}")));
    }
    let sizes = tensor.shape.iter().map(|&size| usize::try_from(size).ok());
    let product = sizes
        .into_iter()
        .try_fold(1_usize, |all, size| all.checked_mul(size?));
    if product != Some(tensor.values.len()) {
        return Err(Error::new(format!(
            "tensor `{name}` is of shape {:?}, but holds {} values",
            tensor.shape,
            tensor.values.len()
        )));
    }
    Ok(tensor.clone())
}
