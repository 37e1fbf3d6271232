//! Twenty steps of SGD with momentum on the network of `tests/golden/torch_2_3_3_2.json`, with what
//! stands around an optimiser: gradients added up over batches, clipping, penalties, label smoothing,
//! and losses other than the cross-entropy, against PyTorch.

use typed_nn::optimizer::{Momentum, Optimizer};
use typed_nn::train::{Clip, Penalty, Settings, Trainer};
use typed_nn::{Learn, Network, network};

mod common;
use common::classifier::{Data, Net, parameters};
use common::{assert_close, golden, number, numbers};

network! { struct Smoothed: f64 < 2 => relu 3 => relu 3 => softmax 2 > loss = cross_entropy(0.1) }
network! { struct Squared: f64 < 2 => relu 3 => relu 3 => softmax 2 > loss = mean_squared }
network! { struct Robust: f64 < 2 => relu 3 => relu 3 => softmax 2 > loss = huber(0.3) }
network! { struct Separate: f64 < 2 => relu 3 => relu 3 => sigmoid 2 > }

const TOLERANCE: f64 = 1e-13;
const SGD: Momentum<f64> = Momentum {
    learning_rate: 0.1,
    momentum: 0.5,
    dampening: 0.0,
    nesterov: false,
    weight_decay: 0.0,
};
const PLAIN: Settings<f64> = Settings {
    epochs: 20,
    batch: 4,
    seed: 0,
    shuffle: false,
    penalty: Penalty::NONE,
    clip: None,
};

fn start<N: Network<Scalar = f64>>() -> N {
    let mut net = N::ZERO;
    let first = parameters(&Data::load().json["init"]);
    net.as_mut_slice().copy_from_slice(&first);
    net
}

/// A trainer's steps under some settings give PyTorch's losses and parameters.
fn run<N>(case: &str, settings: Settings<f64>)
where
    N: Learn<[f64; 2], u8> + Network<Scalar = f64, Gradient = N>,
{
    let Data { x, classes, .. } = Data::load();
    let json = &golden("torch_training.json")[case];
    let mut net: N = start();

    if settings.clip.is_none() && settings.penalty == Penalty::NONE {
        let mut gradient = N::ZERO;
        net.gradient_batch(&x, &classes, &mut gradient);
        let expected = parameters(&json["first_gradient"]);
        assert_close(case, gradient.as_slice(), &expected, TOLERANCE);
    }
    let mut trainer = Trainer::new(SGD, settings);
    let losses = numbers(&json["losses"]);
    assert_eq!(losses.len(), settings.epochs);
    for expected in losses {
        let score = trainer.step(&mut net, &x, &classes).unwrap();
        assert_close(case, &[score.loss], &[expected], TOLERANCE);
    }
    let expected = parameters(&json["final"]);
    assert_close(case, net.as_slice(), &expected, TOLERANCE);
}

/// The settings with a penalty and clipping.
fn with(l1: f64, l2: f64, clip: Option<Clip<f64>>) -> Settings<f64> {
    Settings {
        penalty: Penalty { l1, l2 },
        clip,
        ..PLAIN
    }
}

/// Batches of one and of three, each with its share of the four samples, before every step.
#[test]
fn gradients_added_up_over_batches() {
    let Data { x, classes, .. } = Data::load();
    let json = &golden("torch_training.json")["accumulated"];
    let mut net: Net = start();
    let mut state = SGD.state(&net);
    for expected in json["losses"].as_array().unwrap() {
        let (mut sum, mut loss) = (Net::ZERO, 0.0);
        for batch in [0..1, 1..4] {
            let (mut part, share) = (Net::ZERO, batch.len() as f64 / 4.0);
            let (x, t) = (&x[batch.clone()], &classes[batch]);
            loss += share * net.gradient_batch(x, t, &mut part).unwrap();
            for (sum, slope) in sum.as_mut_slice().iter_mut().zip(part.as_slice()) {
                *sum += share * slope;
            }
        }
        assert_close("loss", &[loss], &[number(expected)], TOLERANCE);
        SGD.step(&mut net, &sum, &mut state);
    }
    let expected = parameters(&json["final"]);
    assert_close("accumulated", net.as_slice(), &expected, TOLERANCE);

    // which is what one long batch gives
    run::<Net>("accumulated", PLAIN);
}

#[test]
fn clipping_before_every_step() {
    run::<Net>("clip_norm", with(0.0, 0.0, Some(Clip::Norm(0.05))));
    run::<Net>("clip_value", with(0.0, 0.0, Some(Clip::Value(0.02))));
}

/// Of weights alone; the loss is told without them, and clipping comes after them.
#[test]
fn penalties() {
    run::<Net>("lasso", with(0.01, 0.0, None));
    run::<Net>("ridge", with(0.0, 0.02, None));
    let clip = Some(Clip::Norm(0.1));
    run::<Net>("elastic_net_clipped", with(0.01, 0.02, clip));
}

#[test]
fn label_smoothing() {
    run::<Smoothed>("label_smoothing", PLAIN);
}

#[test]
fn other_losses() {
    run::<Squared>("mean_squared", PLAIN);
    run::<Robust>("huber", PLAIN);
    run::<Separate>("binary_cross_entropy", PLAIN);
}
