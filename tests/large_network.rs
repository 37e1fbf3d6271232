//! A network of 669,706 parameters (2.7 MB) lives in a thread of 2 MB, where it would not fit.
//!
//! The smallest stacks that suffice (x86-64 with AVX-512, rustc 1.95, to 128 KiB): 768 KiB with optimisation, all of the 2 MB
//! without it, most of it frames of the kernels. A chunk of 32 inputs is 98 KiB, its trace another 130 KiB.
//! `STACK_KIB=… cargo test --test large_network` tries another stack.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::thread;
use typed_nn::optimizer::{Adam, Sgd};
use typed_nn::train::{Memory, Settings, Trainer};
use typed_nn::{Zeroed, network};

network! { struct Digits< 784 => relu 512 => relu 512 => softmax 10 > }

/// Runs `work` in a thread with 2 MB, which a thread has if nothing else is asked for.
fn in_a_small_stack(work: fn()) {
    let kib = std::env::var("STACK_KIB").map_or(2048, |kib| kib.parse().unwrap());
    let thread = thread::Builder::new().stack_size(kib << 10).spawn(work);
    thread.unwrap().join().unwrap();
}

/// Samples in the heap, and their classes.
fn samples(count: usize) -> (Vec<[f32; 784]>, Vec<u8>) {
    let mut inputs = vec![[0.0; 784]; count];
    for (s, input) in inputs.iter_mut().enumerate() {
        for (i, x) in input.iter_mut().enumerate() {
            *x = ((s % 10 * 31 + i * 7) % 97) as f32 / 97.0;
        }
    }
    (inputs, (0..count).map(|s| (s % 10) as u8).collect())
}

fn passes() {
    let net = Digits::boxed(1);
    let (inputs, classes) = samples(33);
    let mut gradient = Digits::boxed_zero();
    let loss = net
        .gradient_batch(&inputs, &classes, &mut gradient)
        .unwrap();
    let mut outputs = vec![[0.0; 10]; inputs.len()];
    net.forward_batch(&inputs, &mut outputs).unwrap();
    let sum: f32 = outputs[0].iter().sum();
    assert!(loss.is_finite() && (sum - 1.0).abs() < 1e-5);
    net.gradient(inputs[0], classes[0], &mut gradient);
    let trace = net.trace(inputs[0]);
    let slope = net.backward(inputs[0], &trace, &[1.0; 10].into(), &mut gradient);
    assert!(slope.iter().all(|s| s.is_finite()));
}

fn training() {
    let mut net = Digits::boxed(1);
    let (mut inputs, mut classes) = samples(70);
    let before = net.evaluate(&inputs, &classes).unwrap().loss;
    let settings = Settings {
        epochs: 1,
        batch: 64,
        ..Settings::default()
    };
    let mut trainer = Trainer::boxed(Adam::default(), settings);
    trainer.epoch(&mut *net, &inputs, &classes, 0).unwrap();
    let fitted = trainer.fit(&mut *net, &mut inputs, &mut classes, |_, _| {
        ControlFlow::Continue(())
    });
    assert!(fitted.unwrap().loss < before);
}

/// Everything in memory that is zero when the program starts.
fn statics() {
    type Training = Memory<Digits, Sgd>;
    static NETWORK: Mutex<Digits> = Mutex::new(Digits::ZERO);
    static MEMORY: Mutex<Training> = Mutex::new(Training::ZERO);

    let (mut net, mut memory) = (NETWORK.lock().unwrap(), MEMORY.lock().unwrap());
    net.init(1);
    let (inputs, classes) = samples(70);
    let mut trainer = Trainer::in_memory(Sgd::default(), Settings::default(), &mut *memory);
    let score = trainer.epoch(&mut *net, &inputs, &classes, 0).unwrap();
    assert!(score.loss.is_finite());
}

#[test]
fn passes_in_a_small_stack() {
    in_a_small_stack(passes);
}

#[test]
fn training_in_a_small_stack() {
    in_a_small_stack(training);
}

#[test]
fn statics_in_a_small_stack() {
    in_a_small_stack(statics);
}

network! {
    struct Deep<
        8 => gelu 9 => mish 8 => softplus 9 => tanh 8 => silu 9 => elu 8 => sigmoid 9 => softmax 4
    >
}
network! {
    struct Deeper<
        8 => gelu 9 => mish 8 => softplus 9 => tanh 8 => silu 9 => elu 8 => sigmoid 9 => gelu_tanh 8
          => gelu 9 => mish 8 => softplus 9 => tanh 8 => silu 9 => elu 8 => sigmoid 9 => softmax 4
    >
}

fn deep_passes() {
    let (deep, deeper) = (Deep::new(1), Deeper::new(1));
    let mut outputs = [[0.0; 4]; 40];
    deep.forward_batch(&[[0.5; 8]; 40], &mut outputs).unwrap();
    assert!((outputs[7][0] - deep.forward([0.5; 8])[0]).abs() < 1e-6);
    deeper.forward_batch(&[[0.5; 8]; 40], &mut outputs).unwrap();
    assert!((outputs[7][0] - deeper.forward([0.5; 8])[0]).abs() < 1e-6);
    assert!(deep.gradient([0.5; 8], 2, &mut Deep::new(0)).is_finite());
    assert!(
        deeper
            .gradient([0.5; 8], 2, &mut Deeper::new(0))
            .is_finite()
    );
    let (inputs, classes) = ([[0.5; 8]; 40], [1_u8; 40]);
    let batch = deeper.gradient_batch(&inputs, &classes, &mut Deeper::new(0));
    assert!(batch.unwrap().is_finite());
}

/// Small networks of many layers, whose passes are compiled as a whole or not.
#[test]
fn deep_networks_in_a_small_stack() {
    in_a_small_stack(deep_passes);
}
