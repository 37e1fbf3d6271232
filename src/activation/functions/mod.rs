//! One file for each activation.

pub mod celu;
pub mod elu;
pub mod gelu;
pub mod gelu_tanh;
pub mod hard_sigmoid;
pub mod hard_swish;
pub mod hard_tanh;
pub mod leaky_relu;
pub mod linear;
pub mod log_softmax;
pub mod mish;
pub mod relu;
pub mod relu6;
pub mod selu;
pub mod sigmoid;
pub mod silu;
pub mod softmax;
pub mod softplus;
pub mod softsign;
pub mod tanh;
