//! The networks.

use typed_nn::network;

network! {
    /// Four sensors, three classes: 1,315 parameters, the size at which others were measured.
    pub struct Sensors< 4 => relu 32 => relu 32 => softmax 3 > weights = "../nets/sensors.safetensors"
}
network! {
    /// sin x for 0 ≤ x ≤ 2π, of the shape of TensorFlow Lite for Microcontrollers' "hello world".
    pub struct Sine< 1 => relu 16 => relu 16 => linear 1 > weights = "../nets/sine.safetensors"
}
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
