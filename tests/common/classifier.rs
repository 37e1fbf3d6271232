//! The 2-3-3-2 network of `tests/golden/torch_2_3_3_2.json`, and its data.

use super::{array, golden, numbers};
use serde_json::Value;
use typed_nn::network;

network! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct Net: f64 < 2 => relu 3 => relu 3 => softmax 2 >
}

/// The file and its four samples.
pub struct Data {
    pub json: Value,
    pub x: [[f64; 2]; 4],
    pub classes: [u8; 4],
}

impl Data {
    pub fn load() -> Self {
        let json = golden("torch_2_3_3_2.json");
        let x = array(numbers(&json["x"]).as_chunks().0);
        let classes = array::<f64, 4>(&numbers(&json["y"])).map(|class| class as u8);
        Self { json, x, classes }
    }
}

/// PyTorch's parameters in our order: columns of the weights, then the biases.
pub fn parameters(json: &Value) -> Vec<f64> {
    let mut parameters = vec![];
    for layer in ["0", "2", "4"] {
        let bias = numbers(&json[format!("{layer}.bias")]);
        let weights = numbers(&json[format!("{layer}.weight")]);
        let inputs = weights.len() / bias.len();
        for input in 0..inputs {
            parameters.extend(weights.iter().skip(input).step_by(inputs));
        }
        parameters.extend(bias);
    }
    parameters
}

/// The network before its first step.
pub fn start() -> Net {
    let mut net = Net::ZERO;
    let first = parameters(&Data::load().json["init"]);
    net.as_mut_slice().copy_from_slice(&first);
    net
}
