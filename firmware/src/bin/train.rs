//! Learns from nothing on the device: XOR by gradient descent, then three kinds of iris by Adam, with
//! 100 flowers to learn from and 50 others to be tested with.
#![no_std]
#![no_main]

use firmware::iris::{IRIS, features};
use firmware::nets::{Flowers, XOR, Xor};
use firmware::runtime::{finish, line, measure, stack_peak};
use typed_nn::Parameters;
use typed_nn::optimizer::{Adam, Optimizer, Sgd};

#[unsafe(no_mangle)]
extern "C" fn program() -> ! {
    let right = flowers();
    line("irises", right);
    let epochs = xor();
    line("epochs", epochs);
    finish(stack_peak(), right >= 47 && epochs < 2000)
}

/// After how many epochs the mean loss is below 0.05, or 2000.
#[inline(never)]
fn xor() -> u32 {
    let (mut net, mut gradient) = (Xor::new(7), Xor::ZERO);
    let sgd = Sgd {
        learning_rate: 0.5,
        ..Sgd::default()
    };
    let mut state = sgd.state(&net);
    let mut one = |net: &mut Xor, (input, class): ([f32; 2], u8)| {
        gradient.fill(0.0);
        let loss = net.gradient(input, class, &mut gradient);
        sgd.step(net, &gradient, &mut state);
        loss
    };
    for epoch in 1..2000 {
        let loss: f32 = XOR.iter().map(|&sample| one(&mut net, sample)).sum();
        if loss < 4.0 * 0.05 {
            for sample in XOR {
                measure("xor_step", || one(&mut net, sample));
                measure("xor_inference", || {
                    core::hint::black_box(net.forward(sample.0))
                });
            }
            return epoch;
        }
    }
    2000
}

/// How many of 50 flowers are told right that were not learnt from.
#[inline(never)]
fn flowers() -> u32 {
    let (mut net, mut gradient) = (Flowers::new(1), Flowers::ZERO);
    let adam = Adam {
        learning_rate: 0.01,
        ..Adam::default()
    };
    let mut state = adam.state(&net);
    for _ in 0..20 {
        for &(lengths, class) in IRIS.iter().take(100) {
            gradient.fill(0.0);
            net.gradient(features(lengths), class, &mut gradient);
            adam.step(&mut net, &gradient, &mut state);
        }
    }
    let others = IRIS.iter().skip(100);
    let right = others.filter(|(lengths, class)| {
        let p: [f32; 3] = net.forward(features(*lengths)).into();
        p.iter()
            .zip(0..)
            .all(|(other, at)| at == *class || p.get(usize::from(*class)) > Some(other))
    });
    right.count() as u32
}
