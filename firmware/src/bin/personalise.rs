//! Goes on learning on the device: a smart watch's network, trained in a factory, meets a wearer who has it the other
//! way round. What stands below the last layer stays in flash; the last layer learns, in RAM, from one window after
//! another, each seen once.
#![no_std]
#![no_main]

use firmware::runtime::{finish, line, measure, stack_peak};
use firmware::watch::{Body, LEARNED, TEST, Top, Window, window};
use typed_nn::Parameters;
use typed_nn::optimizer::{Adam, Optimizer};

static BODY: &Body = Body::TRAINED;

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    let mut top = Top::ZERO;
    top.copy_from(Top::TRAINED);
    let before = right(&top);
    learn(&mut top);
    let after = right(&top);
    line("before", before);
    line("after", after);
    finish(stack_peak(), after >= before + 10)
}

/// From each window once.
#[inline(never)]
fn learn(top: &mut Top) {
    let adam = Adam {
        learning_rate: 0.01,
        ..Adam::default()
    };
    let (mut state, mut gradient) = (adam.state(top), Top::ZERO);
    for index in LEARNED {
        let (input, motion) = window(index);
        measure("step", || {
            gradient.fill(0.0);
            top.gradient(BODY.forward(input), motion, &mut gradient);
            adam.step(top, &gradient, &mut state);
        });
    }
}

/// How many of 96 windows are told right that are not learnt from.
#[inline(never)]
fn right(top: &Top) -> u32 {
    let right = TEST.filter(|&index| {
        let (input, motion): Window = window(index);
        let p: [f32; 4] = top.forward(BODY.forward(input)).into();
        let of_motion = p.get(usize::from(motion)).copied().unwrap_or(0.0);
        p.iter().all(|&other| other <= of_motion)
    });
    right.count() as u32
}
