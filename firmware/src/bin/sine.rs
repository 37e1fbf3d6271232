//! The sine, from weights in flash, compared with what they give elsewhere.
#![no_std]
#![no_main]

use core::hint::black_box;
use firmware::runtime::{finish, measure, stack_peak};
use typed_nn::network;

network! {
    /// sin x for 0 ≤ x ≤ 2π, of the shape of TensorFlow Lite for Microcontrollers' "hello world".
    struct Sine< 1 => relu 16 => relu 16 => linear 1 > weights = "../../nets/sine.safetensors"
}

static SINE: &Sine = Sine::TRAINED;

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    for input in [[0.5], [3.0], [6.0]] {
        let input = black_box(input);
        black_box(measure("inference", || infer(&input)));
    }
    let stack = stack_peak(); // before the test, which is no part of the work
    finish(stack, Sine::self_test().is_ok())
}

#[inline(never)]
fn infer(input: &[f32; 1]) -> [f32; 1] {
    SINE.forward(input).into()
}
