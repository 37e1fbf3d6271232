//! Tells the wines of three growers apart by 13 measurements.
//!
//! ```text
//! cargo run --release --example wine
//! ```
//!
//! The picture is `target/wine.svg`.

mod common;

use common::task::Task;
use std::process::ExitCode;
use typed_nn::network;

network! {
    /// 13 measurements of a wine → its grower.
    pub struct Grower< 13 => scaler: standardize => tanh 16 => softmax 3 >
}

const TASK: Task = Task {
    name: "wine",
    samples: "wines",
    classes: &["of the first grower", "of the second", "of the third"],
    unit: "",
    test: 58,
    epochs: 60,
    batch: 16,
    learning_rate: 0.003,
};

fn main() -> ExitCode {
    TASK.classify::<_, 13, 3>(|seed, inputs| {
        let mut net = Grower::new(seed);
        net.scaler.fit(inputs)?;
        Ok(net)
    })
}
