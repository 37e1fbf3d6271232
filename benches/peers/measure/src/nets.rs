//! The networks.

/// What a hidden layer applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Activation {
    Relu,
    Tanh,
}

/// What the last layer applies, and the loss behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Output {
    /// Softmax and cross entropy against a class.
    Classes,
    /// Nothing, and the mean square of the differences.
    Numbers,
}

/// Three dense layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Net {
    pub name: &'static str,
    pub widths: [usize; 4],
    pub hidden: Activation,
    pub output: Output,
}

pub const NETS: [Net; 5] = [
    with_classes("A", [2, 3, 3, 2]),
    with_classes("B", [4, 32, 32, 3]),
    Net {
        name: "C",
        widths: [13, 64, 64, 1],
        hidden: Activation::Tanh,
        output: Output::Numbers,
    },
    with_classes("D", [784, 128, 64, 10]),
    with_classes("E", [8, 256, 256, 4]),
];

const fn with_classes(name: &'static str, widths: [usize; 4]) -> Net {
    Net {
        name,
        widths,
        hidden: Activation::Relu,
        output: Output::Classes,
    }
}

/// The network of this name.
pub fn net(name: &str) -> Option<Net> {
    NETS.into_iter().find(|net| net.name == name)
}

impl Net {
    /// Inputs and outputs of each layer.
    pub fn layers(&self) -> [(usize, usize); 3] {
        let [a, b, c, d] = self.widths;
        [(a, b), (b, c), (c, d)]
    }

    pub fn inputs(&self) -> usize {
        self.widths[0]
    }

    pub fn outputs(&self) -> usize {
        self.widths[3]
    }

    /// Its weights and samples.
    pub fn case(self) -> crate::Case {
        crate::Case::new(self)
    }

    pub fn parameters(&self) -> usize {
        self.layers().iter().map(|(i, o)| (i + 1) * o).sum()
    }

    /// Multiply-accumulates of a forward pass of one sample.
    pub fn macs(&self) -> usize {
        self.layers().iter().map(|(i, o)| i * o).sum()
    }

    /// The same of a training step: forward, by the weights, and by the inputs of all layers but the first.
    pub fn training_macs(&self) -> usize {
        let [(inputs, width), ..] = self.layers();
        3 * self.macs() - inputs * width
    }
}
