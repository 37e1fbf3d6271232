//! Guesses how far diabetes will have gone in a year, from ten measurements of a patient.
//!
//! ```text
//! cargo run --release --example diabetes
//! ```
//!
//! Targets are brought to a common scale inside the network too: its last layer starts with a bias at the mean
//! of the training data. The picture is `target/diabetes.svg`: on the grey line, every guess would be right.

mod common;

use common::task::Task;
use std::process::ExitCode;
use typed_nn::network;

network! {
    /// Age, sex, body mass index, blood pressure and six blood values → progression after a year.
    pub struct Progression< 10 => scaler: standardize => tanh 16 => output: linear 1 >
}

const TASK: Task = Task {
    name: "diabetes",
    samples: "patients",
    classes: &[],
    unit: "points",
    test: 142,
    epochs: 200,
    batch: 32,
    learning_rate: 0.01,
};

/// About the mean of the targets: Adam's steps are small, and would need long to get there.
const MEAN: f32 = 150.0;

fn main() -> ExitCode {
    TASK.regress::<_, 10>(|seed, inputs| {
        let mut net = Progression::new(seed);
        net.scaler.fit(inputs)?;
        net.output.bias[0] = MEAN;
        Ok(net)
    })
}
