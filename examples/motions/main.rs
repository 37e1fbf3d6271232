//! Tells standing, running, walking and badminton apart by two seconds of a smart watch's accelerometer
//! and gyroscope.
//!
//! ```text
//! cargo run --release --example motions
//! ```
//!
//! The recordings are split as their authors split them: no recording is in both parts. The picture is
//! `target/motions.svg`.

#[path = "../common/mod.rs"]
mod common;
mod data;

use common::task::Task;
use data::{FEATURES, windows};
use std::process::ExitCode;
use typed_nn::network;

network! {
    /// Mean and deviation of six channels over two seconds → what is being done.
    pub struct Activity< FEATURES => scaler: standardize => relu 24 => softmax 4 >
}

const TASK: Task = Task {
    name: "motions",
    samples: "windows of two seconds",
    classes: &["standing", "running", "walking", "badminton"],
    unit: "",
    test: 0,
    epochs: 60,
    batch: 32,
    learning_rate: 0.003,
};

fn main() -> ExitCode {
    TASK.main(|args| {
        let split = windows(TASK.read(args)?);
        TASK.classify_split::<_, FEATURES, 4>(args, split, |seed, inputs| {
            let mut net = Activity::new(seed);
            net.scaler.fit(inputs)?;
            Ok(net)
        })
    })
}
