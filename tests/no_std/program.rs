//! Networks of every kind, run and trained, without the standard library and without an allocator.
//!
//! All data passes through `black_box`, so that no proof rests on what it is or how long.
#![no_std]
#![no_main]

use core::hint::black_box;
use typed_nn::optimizer::*;
use typed_nn::schedule::*;
use typed_nn::train::{
    Best, Clip, EarlyStopping, Memory, Penalty, Replay, Settings, Trainer, accuracy,
};
use typed_nn::{Learn, Network, Parameters, Rng, Scalar, Zeroed, network};

include!("panic.rs");

network! { struct Classifier< 2 => relu 8 => tanh 8 => softmax 2 > }
network! { struct Encoder: f64< 2 => gelu 5 => elu 4 > }
network! { struct Deep: f64< 2 => Encoder => relu 6 => { silu 9 => tanh 6 } + skip => sigmoid 1 > }
network! {
    struct Partly: f64< 2 => standardize => frozen Encoder => layer_norm() => dropout(0.1) => tanh 3 => bias_only { silu 9 => tanh 3 } + skip => frozen linear 4 => sigmoid 1 >
}
network! { struct Sized<const H: usize>< 2 => softplus H => linear 2 > loss = huber }

const XOR: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const CLASSES: [u8; 4] = [0, 1, 1, 0];

/// Data that nothing is known of.
fn unknown<T>(data: &mut [T]) -> &mut [T] {
    black_box(data)
}

/// Every pass of a network.
macro_rules! passes {
    ($net:ty, $scalar:ty, $outputs:literal, $targets:expr) => {{
        let mut net = <$net>::new(black_box(1));
        let net = black_box(&mut net);
        let mut inputs = XOR.map(|x| x.map(<$scalar>::from));
        let mut targets = $targets;
        let (inputs, targets) = (&*unknown(&mut inputs), &*unknown(&mut targets));
        let mut gradient = <<$net as Network>::Gradient as Zeroed>::ZERO;
        let mut outputs = [[0.0; $outputs]; 4];
        let mut ok = net.forward_batch(inputs, unknown(&mut outputs)).is_ok();
        for ((input, target), output) in inputs.iter().zip(targets).zip(&outputs) {
            let alone = net.forward(input);
            ok &= alone.iter().zip(output).all(|(a, b)| (a - b).abs() < 1e-5);
            ok &= net.gradient(input, target, &mut gradient).is_finite();
            let trace = net.trace(input);
            ok &= net.backward(input, &trace, &net.forward(input), &mut gradient)[0].is_finite();
        }
        for (input, target) in inputs.iter().zip(targets) {
            ok &= net.learn(input, target, 0.01).is_finite();
        }
        ok &= net.gradient_batch(inputs, targets, &mut gradient).is_ok();
        ok &= net.evaluate(inputs, targets).is_ok();
        ok && accuracy(net, inputs, targets).is_ok()
    }};
}

/// Trains a network from its first weights; says whether it has become better.
fn learns<N, O, Y: Copy>(optimizer: O, targets: [Y; 4]) -> bool
where
    N: Learn<[<N as Parameters>::Scalar; 2], Y>,
    O: Optimizer<N::Scalar>,
{
    let mut net = N::ZERO;
    net.init_with(None, black_box(1));
    let mut memory = Memory::<N, O>::ZERO;
    let mut inputs = XOR.map(|x| x.map(|x| N::Scalar::of(x.into())));
    let (mut targets, inputs) = (targets, unknown(&mut inputs));
    let targets = unknown(&mut targets);
    let (small, clip) = (N::Scalar::of(1e-6), Clip::Norm(N::Scalar::of(5.0)));
    let settings = Settings {
        epochs: black_box(50),
        batch: black_box(3),
        penalty: Penalty {
            l1: small,
            l2: small,
        },
        clip: Some(black_box(clip)),
        ..Settings::default()
    };
    let Ok(before) = N::evaluate_each(&net, inputs, targets, |_| {}) else {
        return false;
    };
    let mut stopping = EarlyStopping::new(black_box(60));
    let mut trainer = Trainer::in_memory(optimizer, settings, black_box(&mut memory));
    let after = trainer.fit(black_box(&mut net), inputs, targets, |report, _| {
        stopping.check(report.loss)
    });
    let stepped = trainer.epoch(&mut net, inputs, targets, black_box(50));
    after.is_ok_and(|after| after.loss < before.loss) && stepped.is_ok()
}

/// A fitted stage takes what it is given, or says why not.
fn fits() -> bool {
    let (mut net, mut inputs) = (Partly::new(black_box(1)), XOR.map(|x| x.map(f64::from)));
    let fitted = net.layer1.fit(unknown(&mut inputs)).is_ok();
    inputs[0][0] = f64::NAN;
    fitted && net.layer1.fit(unknown(&mut inputs)).is_err()
}

/// Some optimisers on one network, by themselves or wrapped.
macro_rules! learns {
    ($net:ty, $targets:expr, $($optimizer:ident)*) => {
        learns!($net, $targets, core::convert::identity => $($optimizer)*)
    };
    ($net:ty, $targets:expr, $wrap:expr => $($optimizer:ident)*) => {{
        let ways = [$({
            let mut optimizer = $optimizer::default();
            optimizer.learning_rate = <$net as Parameters>::Scalar::from(0.02_f32);
            learns::<$net, _, _>($wrap(optimizer), $targets)
        }),*];
        ways.iter().all(|way| *way)
    }};
}

/// A network under L-BFGS, on whatever the loss says.
fn learns_by_curvature() -> bool {
    let mut net = Classifier::new(black_box(1));
    let lbfgs = Lbfgs::<4> {
        line_search: black_box(LineSearch::StrongWolfe),
        max_iter: black_box(9),
        ..Lbfgs::default()
    };
    let mut state = lbfgs.state(&net);
    let (mut inputs, mut classes) = (XOR, CLASSES);
    let (inputs, classes) = (&*unknown(&mut inputs), &*unknown(&mut classes));
    let mut step = || {
        let evaluate = |net: &Classifier, gradient: &mut Classifier| {
            net.gradient_batch(inputs, classes, gradient)
                .unwrap_or(f32::NAN)
        };
        lbfgs.step(&mut net, &mut state, evaluate)
    };
    let before = step();
    step();
    step() < before
}

/// A network that learns from a stream and a buffer of old samples, then from a checkpoint on.
fn learns_online() -> bool {
    let mut net = Classifier::new(black_box(1));
    let mut trainer = Trainer::new(Adam::default(), Settings::default());
    let mut replay = Replay::<[f32; 2], u8, 3>::new();
    let mut best = Best::new(EarlyStopping::new(black_box(5)), Classifier::ZERO);
    let (mut xor, mut classes, mut rng) = (XOR, CLASSES, Rng::new(black_box(1)));
    let (mut inputs, mut targets) = ([[0.0; 2]; 4], [0; 4]);
    let mut ok = replay.draw(&mut rng, &mut inputs, &mut targets).is_err();
    for (&x, &t) in unknown(&mut xor).iter().zip(unknown(&mut classes).iter()) {
        black_box(&mut replay).push(x, t);
        ok &= replay
            .draw(&mut rng, unknown(&mut inputs), unknown(&mut targets))
            .is_ok();
        ok &= trainer
            .step(&mut net, &inputs, unknown(&mut targets))
            .is_ok();
        ok &= best.check(black_box(1.0), &net).is_continue();
    }
    best.restore(&mut net);
    let mut bytes = [0; 4096];
    ok &= trainer.save(&net, &best, unknown(&mut bytes)).is_ok();
    ok &= trainer
        .load(&mut net, &mut best, unknown(&mut bytes))
        .is_ok();
    let (x, t) = (unknown(&mut xor), unknown(&mut classes));
    ok &= trainer
        .resume(&mut net, x, t, |report, net| best.check(report.loss, net))
        .is_ok();
    ok && replay.inputs().len() == replay.targets().len()
}

/// With everything around it that there is.
fn wrapped<O: Optimizer<f32>>(optimizer: O) -> impl Optimizer<f32> {
    let averaged = Averaged {
        optimizer,
        decay: black_box(0.9),
    };
    let warm_up = Linear {
        total_iters: black_box(5),
        ..Linear::default()
    };
    let cosine = Cosine {
        t_max: black_box(20),
        end_factor: black_box(0.5),
    };
    let restarts = CosineRestarts {
        t_0: black_box(20),
        t_mult: black_box(2),
        end_factor: black_box(0.5),
    };
    let polynomial = Polynomial {
        total_iters: black_box(50),
        power: black_box(1.5),
    };
    let cycle = OneCycle::new(black_box(10));
    let steps = Step {
        step_size: black_box(20),
        gamma: black_box(0.9),
    };
    let schedule = warm_up
        .then(black_box(5), cosine.every(black_box(2)))
        .then(black_box(20), restarts)
        .then(black_box(40), polynomial)
        .then(black_box(70), cycle)
        .then(black_box(80), steps);
    Scheduled {
        optimizer: Grouped::new(averaged, decay_weights_only),
        schedule,
    }
}

/// The number of the first part that fails, or 0.
#[unsafe(no_mangle)]
pub extern "C" fn main() -> i32 {
    let parts = [
        passes!(Classifier, f32, 2, CLASSES),
        passes!(Deep, f64, 1, CLASSES),
        passes!(Sized<7>, f32, 2, XOR),
        passes!(Partly, f64, 1, CLASSES),
        learns!(Classifier, CLASSES, Sgd Momentum Adam AdamW AmsGrad NAdam RAdam AdaMax),
        learns!(Classifier, CLASSES, RmsProp RmsPropMomentum Adagrad Adadelta Lion),
        fits(),
        learns_by_curvature(),
        learns_online(),
        learns!(Classifier, CLASSES, wrapped => Sgd NAdam),
        learns!(Deep, CLASSES, Sgd Momentum Adam),
        learns!(Partly, CLASSES, Sgd Momentum Adam),
        learns!(Sized<7>, XOR, Sgd Momentum Adam),
    ];
    let failed = parts.iter().position(|part| !part);
    failed.map_or(0, |part| part as i32 + 1)
}
