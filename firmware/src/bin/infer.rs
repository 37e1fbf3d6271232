//! Classifies with weights that stay in flash, and compares with samples computed elsewhere.
#![no_std]
#![no_main]

use core::hint::black_box;
use firmware::runtime::{finish, measure, stack_peak};
use typed_nn::network;

network! {
    /// Four sensors, three classes: 1,315 parameters, the size at which others were measured.
    struct Sensors< 4 => relu 32 => relu 32 => softmax 3 > weights = "../../nets/sensors.safetensors"
}

static SENSORS: &Sensors = Sensors::TRAINED;

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    for input in [[0.5, -0.25, 0.75, -1.0], [0.1, 0.2, -0.3, 0.4], [0.0; 4]] {
        let input = black_box(input);
        black_box(measure("inference", || infer(&input)));
    }
    let stack = stack_peak(); // before the test, which is no part of the work
    finish(stack, is_right())
}

#[inline(never)] // a frame of its own
fn is_right() -> bool {
    Sensors::self_test().is_ok()
}

#[inline(never)]
fn infer(input: &[f32; 4]) -> [f32; 3] {
    SENSORS.forward(input).into()
}
