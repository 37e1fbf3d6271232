//! Steps of gradient descent on a network of 5 KB, in the 16 KiB of RAM of a micro:bit.
//!
//! The network is a static, made in place: a value of it on the stack would be too much. It learns in place too,
//! without a gradient beside it.
#![no_std]
#![no_main]

use firmware::descent::descend;
use firmware::runtime::{finish, stack_peak};
use typed_nn::network;

network! { struct Sensors< 4 => relu 32 => relu 32 => softmax 3 > }

static mut NET: Sensors = Sensors::ZERO;

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    // SAFETY: the only reference, and nothing interrupts
    let net = unsafe { &mut *&raw mut NET };
    net.init(7);
    let ok = descend(|input, class| step(net, input, class));
    finish(stack_peak(), ok)
}

#[inline(never)]
fn step(net: &mut Sensors, input: &[f32; 4], class: u8) -> f32 {
    net.learn(input, class, 0.01)
}
