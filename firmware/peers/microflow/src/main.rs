//! The network of `infer` in signed bytes, by microflow.
#![no_std]
#![no_main]

use core::hint::black_box;
use firmware::runtime::{finish, measure, stack_peak};
use microflow::buffer::Buffer2D;

#[microflow_macros::model("sensors.tflite")]
struct Net;

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    let mut outputs = [[0.0; 3]; 3];
    for (input, output) in INPUTS.iter().zip(&mut outputs) {
        let input = black_box(input);
        *output = measure("inference", || infer(input));
    }
    let stack = stack_peak(); // before the test, which is no part of the work
    // bytes are not exact
    let is_near = outputs
        .iter()
        .zip(&OUTPUTS)
        .all(|(output, right)| output.iter().zip(right).all(|(a, b)| (a - b).abs() < 0.05));
    finish(stack, is_near)
}

/// The first samples of nets/sensors.safetensors.
static INPUTS: [[f32; 4]; 3] = [
    [-0.6083, 0.2508, -0.8457, 0.5724],
    [-0.8850, 0.4927, -0.2347, 0.3648],
    [0.1820, -0.7416, 0.0770, -0.8517],
];
static OUTPUTS: [[f32; 3]; 3] = [
    [0.3399, 0.4003, 0.2598],
    [0.2686, 0.3499, 0.3815],
    [0.2470, 0.2535, 0.4995],
];

#[inline(never)]
fn infer(&[a, b, c, d]: &[f32; 4]) -> [f32; 3] {
    let input: Buffer2D<f32, 1, 4> = nalgebra::SMatrix::from([[a], [b], [c], [d]]);
    let output = Net::predict(input);
    [output[0], output[1], output[2]]
}
