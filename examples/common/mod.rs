//! What several examples share: data, a training loop that shows its progress, pictures, an end.
#![allow(dead_code)]

pub mod chart;
pub mod finish;
pub mod learn;
pub mod table;
pub mod task;
