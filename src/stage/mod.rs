//! Stages that are no dense layer: `layer_norm()`, `dropout(0.2)`, `standardize`.
//!
//! A word of this module stands between two `=>` without a width, its numbers in parentheses:
//! as many values come out as go in. [`standardize`], which is fitted and not trained, stands
//! first, and without parentheses: nothing is kept for a backward pass through it.
//!
//! ```
//! # use typed_nn::network;
//! network! {
//!     struct Net< 4 => standardize => relu 16 => layer_norm() => dropout(0.2) => softmax 3 >
//! }
//!
//! let mut net = Net::new(1);
//! net.layer1.fit(&[[1.0, 20.0, 0.0, 5.0], [3.0, 40.0, 0.0, 4.0]])?;
//! assert_eq!(net.layer1.mean[1], 30.0);
//! # Ok::<(), typed_nn::Error>(())
//! ```
//!
//! A stage of your own is a [`Layer`] and a word that implements [`Stage`]: `self::whiten(0.1)`.

mod kinds;

// `leaky_relu(0.1)` without a width is found here, and told what it lacks
pub use crate::activation::{
    celu, elu, gelu, gelu_tanh, hard_sigmoid, hard_swish, hard_tanh, leaky_relu, linear,
    log_softmax, mish, relu, relu6, selu, sigmoid, silu, softmax, softplus, softsign, tanh,
};
pub use kinds::{
    dropout::{Dropout, DropoutTrace, dropout},
    layer_norm::{LayerNorm, LayerNormTrace, layer_norm},
    standardize::{Standardize, StandardizeTrace, standardize},
};

use crate::layer::Layer;
use crate::scalar::Scalar;

/// The word of a stage: which layer it is, for `N` values of `T`.
#[diagnostic::on_unimplemented(
    message = "an activation needs a width: how many units the layer has",
    label = "write the width behind it, as in `relu 3`",
    note = "without a width stand `layer_norm()`, `dropout(0.2)`, as the first stage `standardize`, and words \
            of your own that implement `typed_nn::stage::Stage`"
)]
pub trait Stage<T: Scalar, const N: usize> {
    /// The layer.
    type Layer: Layer<T, N, N>;
    /// Whether it is fitted to the inputs of a network, and not trained: such a word stands first,
    /// without parentheses.
    const IS_FITTED: bool = false;
    /// Whether the numbers behind its name are in range; if not, what the compiler says there.
    const NUMBERS: Result<(), &'static str> = Ok(());
}
