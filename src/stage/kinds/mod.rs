//! One file for each stage.

pub mod dropout;
pub mod layer_norm;
pub mod standardize;
