//! One step of gradient descent on a network of 5 KB, in the 16 KiB of RAM of a micro:bit.
//!
//! Network and gradient are statics, made in place: a value of them on the stack would be too much.
#![no_std]
#![no_main]

use core::hint::black_box;
use firmware::runtime::{finish, measure, stack_peak};
use typed_nn::optimizer::{Optimizer, Sgd};
use typed_nn::{Parameters, network};

network! { struct Sensors< 4 => relu 32 => relu 32 => softmax 3 > }

static mut NET: Sensors = Sensors::ZERO;
static mut GRADIENT: Sensors = Sensors::ZERO;

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    // SAFETY: the only references, and nothing interrupts
    let (net, gradient) = unsafe { (&mut *&raw mut NET, &mut *&raw mut GRADIENT) };
    net.init(7);
    let (input, class) = (black_box([0.5, -0.25, 0.75, -1.0]), black_box(2));
    let before = net.gradient(input, class, gradient);
    let mut last = before;
    for _ in 0..4 {
        last = measure("step", || step(net, gradient, &input, class));
    }
    finish(stack_peak(), last < before)
}

#[inline(never)]
fn step(net: &mut Sensors, gradient: &mut Sensors, input: &[f32; 4], class: u8) -> f32 {
    let sgd = Sgd {
        learning_rate: 0.01,
        ..Sgd::default()
    };
    gradient.fill(0.0);
    let loss = net.gradient(input, class, gradient);
    sgd.step(net, gradient, &mut sgd.state(net));
    loss
}
