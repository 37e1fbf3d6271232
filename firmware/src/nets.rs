//! The networks that learn from nothing.

use typed_nn::network;

network! {
    /// Whether two bits differ.
    pub struct Xor< 2 => tanh 3 => tanh 3 => softmax 2 >
}
network! {
    /// Which iris, of four lengths.
    pub struct Flowers< 4 => tanh 8 => softmax 3 >
}

/// XOR: inputs and classes.
pub const XOR: [([f32; 2], u8); 4] = [
    ([0.0, 0.0], 0),
    ([0.0, 1.0], 1),
    ([1.0, 0.0], 1),
    ([1.0, 1.0], 0),
];
