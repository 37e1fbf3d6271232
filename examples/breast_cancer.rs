//! Tells malignant from benign tumours by 30 measurements of cell nuclei.
//!
//! ```text
//! cargo run --release --example breast_cancer
//! ```
//!
//! The network takes the measurements as they are: `standardize` is fitted to the training data and is a part
//! of it. The picture is `target/breast_cancer.svg`.

mod common;

use common::task::Task;
use std::process::ExitCode;
use typed_nn::network;

network! {
    /// 30 measurements of a tumour's cell nuclei → malignant or benign.
    pub struct Diagnosis< 30 => scaler: standardize => relu 16 => softmax 2 >
}

const TASK: Task = Task {
    name: "breast_cancer",
    samples: "tumours",
    classes: &["malignant", "benign"],
    unit: "",
    test: 169,
    epochs: 60,
    batch: 32,
    learning_rate: 0.003,
};

fn main() -> ExitCode {
    TASK.classify::<_, 30, 2>(|seed, inputs| {
        let mut net = Diagnosis::new(seed);
        net.scaler.fit(inputs)?;
        Ok(net)
    })
}
