//! The parts of a network that may be treated differently.

/// Parameters that stand in a row and are of one kind, in one of a network's layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The layer's field in the network: `layer1`, or the name given in the declaration. Layers of
    /// a network or a residual block within go by the name of the whole.
    pub layer: &'static str,
    /// Weights, biases, or what else.
    pub kind: Kind,
    /// How many parameters there are.
    pub len: usize,
}

/// What parameters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// What values are multiplied by.
    Weights,
    /// What is added to them.
    Bias,
    /// What values are multiplied by one by one: γ of a [`layer_norm`](crate::stage::layer_norm).
    /// As biases, it is spared by penalties and by
    /// [`decay_weights_only`](crate::optimizer::decay_weights_only).
    Scale,
    /// What was measured on data, and is not trained: a
    /// [`standardize`](crate::stage::standardize).
    Statistic,
}

impl Part {
    /// The same part, of a layer that stands in a network under this name.
    pub const fn within(self, layer: &'static str) -> Self {
        Self { layer, ..self }
    }
}
