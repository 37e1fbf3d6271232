//! The largest network of the form 4-H-H-3 that its own bound lets train in the 16 KiB of RAM of a micro:bit.
#![no_std]
#![no_main]

use firmware::descent::descend;
use firmware::runtime::{finish, line, stack_peak, static_ram};
use typed_nn::optimizer::{Optimizer, Sgd};
use typed_nn::{Parameters, network};

/// All of the RAM.
const RAM: usize = 16 * 1024;
const H: usize = 37;

network! { struct Largest< 4 => relu H => relu H => softmax 3 > }
network! { struct Larger< 4 => relu { H + 1 } => relu { H + 1 } => softmax 3 > }

const _: () = assert!(Largest::ram_train::<Sgd<f32>>() <= RAM);
const _: () = assert!(Larger::ram_train::<Sgd<f32>>() > RAM);

static mut NET: Largest = Largest::ZERO;
static mut GRADIENT: Largest = Largest::ZERO;

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    // SAFETY: the only references, and nothing interrupts
    let (net, gradient) = unsafe { (&mut *&raw mut NET, &mut *&raw mut GRADIENT) };
    net.init(7);
    let ok = descend(|input, class| step(net, gradient, input, class));
    line("parameters", Largest::PARAMS as u32);
    let stack = stack_peak();
    finish(
        stack,
        ok && stack + static_ram() <= Largest::ram_train::<Sgd<f32>>() as u32,
    )
}

#[inline(never)]
fn step(net: &mut Largest, gradient: &mut Largest, input: &[f32; 4], class: u8) -> f32 {
    let sgd = Sgd {
        learning_rate: 0.01,
        ..Sgd::default()
    };
    gradient.fill(0.0);
    let loss = net.gradient(input, class, gradient);
    sgd.step(net, gradient, &mut sgd.state(net));
    loss
}
