//! What is done to parts of a network and to its gradient: groups, clipping, averages, penalties;
//! against PyTorch's numbers in `tests/golden/torch_optimizers.json`.

use std::ops::ControlFlow::Continue;
use typed_nn::optimizer::*;
use typed_nn::train::{Clip, Penalty, Settings, Trainer};
use typed_nn::{Kind, Parameters, Part, network};

mod common;
use common::classifier::{Data, Net, parameters, start};
use common::{assert_close, golden, number, numbers};

const TOLERANCE: f64 = 1e-13;
const SETTINGS: Settings<f64> = Settings {
    epochs: 20,
    batch: 4,
    seed: 0,
    shuffle: false,
    penalty: Penalty::NONE,
    clip: None,
};

/// The network after some epochs of one step each, and the trainer's last state.
fn trained<O: Optimizer<f64>>(optimizer: O, settings: Settings<f64>) -> (Net, O::State<Net>)
where
    O::State<Net>: Clone,
{
    let (
        mut net,
        Data {
            mut x, mut classes, ..
        },
    ) = (start(), Data::load());
    let mut trainer = Trainer::new(optimizer, settings);
    let result = trainer.fit(&mut net, &mut x, &mut classes, |_, _| Continue(()));
    assert!(result.is_ok());
    (net, trainer.state().clone())
}

/// The gradient of the first step, and its loss.
fn gradient(net: &Net) -> (f64, Net) {
    let (Data { x, classes, .. }, mut gradient) = (Data::load(), Net::ZERO);
    let loss = net.gradient_batch(&x, &classes, &mut gradient).unwrap();
    (loss, gradient)
}

#[test]
fn groups_with_rates_and_decay_of_their_own() {
    const HEAD: &str = Net::summary().layer("layer3");
    let adamw = AdamW {
        learning_rate: 0.01,
        weight_decay: 0.1,
        ..AdamW::default()
    };
    let grouped = Grouped::new(adamw, |part: Part| Factors {
        learning_rate: if part.layer == HEAD { 0.1 } else { 1.0 },
        ..decay_weights_only(part)
    });
    let expected = parameters(&golden("torch_optimizers.json")["steps"]["groups"]["final"]);
    let (net, _) = trained(grouped, SETTINGS);
    assert_close("groups", net.as_slice(), &expected, TOLERANCE);

    // a group in a group: the factors multiply, biases are spared by both
    let half = |_: Part| Factors {
        learning_rate: 0.5,
        weight_decay: 1.0,
    };
    let slow = AdamW {
        learning_rate: 0.005,
        ..adamw
    };
    let (twice, _) = trained(
        Grouped::new(Grouped::new(adamw, decay_weights_only), half),
        SETTINGS,
    );
    let (once, _) = trained(Grouped::new(slow, decay_weights_only), SETTINGS);
    assert_eq!(twice, once);
}

#[test]
fn one_group_is_the_optimiser_itself() {
    fn check<O: Optimizer<f64> + Copy>(optimizer: O)
    where
        O::State<Net>: Clone + PartialEq + std::fmt::Debug,
    {
        let grouped = Grouped::new(optimizer, |_: Part| Factors::default());
        assert_eq!(trained(optimizer, SETTINGS), trained(grouped, SETTINGS));
    }
    check(Sgd::default());
    check(NAdam::default());
    check(RmsPropMomentum::default());
    check(Averaged {
        optimizer: Lion::default(),
        decay: 0.5,
    });
}

network! { struct Encoder< 2 => tanh 3 => tanh 4 > }
network! {
    struct Whole< 2 => Encoder => { relu 5 => inner: linear 4 } + skip => head: softmax 3 >
}

#[test]
fn the_parts_of_a_network_in_their_order() {
    let mut parts = vec![];
    <Whole as Parameters>::each_part(&mut |Part { layer, kind, len }| {
        parts.push((layer, kind, len))
    });
    let (weights, bias) = (Kind::Weights, Kind::Bias);
    let expected = [
        ("layer1", weights, 2 * 3),
        ("layer1", bias, 3),
        ("layer1", weights, 3 * 4),
        ("layer1", bias, 4),
        ("layer2", weights, 4 * 5),
        ("layer2", bias, 5),
        ("layer2", weights, 5 * 4),
        ("layer2", bias, 4),
        ("head", weights, 4 * 3),
        ("head", bias, 3),
    ];
    assert_eq!(parts, expected);
    // biases are what a new network has zeros for
    let (net, mut at) = (Whole::new(1), 0);
    for (_, kind, len) in parts {
        let zero = net.as_slice()[at..at + len].iter().all(|&w| w == 0.0);
        assert_eq!(zero, kind == bias);
        at += len;
    }
    assert_eq!(at, Whole::PARAMS);
}

#[test]
fn clipped_gradients() {
    let json = &golden("torch_optimizers.json")["clipped"];
    let norm = number(&json["norm"]["norm"]);
    for (name, clip) in [
        ("norm", Clip::Norm(0.05)),
        ("below", Clip::Norm(5.0)),
        ("value", Clip::Value(0.02)),
    ] {
        let (_, mut gradient) = gradient(&start());
        assert_close(name, &[clip.apply(&mut gradient)], &[norm], TOLERANCE);
        let expected = parameters(&json[name]["gradient"]);
        assert_close(name, gradient.as_slice(), &expected, TOLERANCE);
        // the trainer's first step is along it
        let settings = Settings {
            epochs: 1,
            clip: Some(clip),
            ..SETTINGS
        };
        let (net, _) = trained(
            Sgd {
                learning_rate: 1.0,
                ..Sgd::default()
            },
            settings,
        );
        let step: Vec<_> = start()
            .as_slice()
            .iter()
            .zip(net.as_slice())
            .map(|(a, b)| a - b)
            .collect();
        assert_close(name, &step, &expected, TOLERANCE);
    }
    // squares that `f32` cannot hold
    let mut large = Encoder::ZERO;
    large.as_mut_slice()[..2].copy_from_slice(&[3e30, 4e30]);
    assert_eq!(Clip::Norm(1.0).apply(&mut large), 5e30);
    let clipped: Vec<_> = large.as_slice().iter().map(|&g| f64::from(g)).collect();
    assert_close("large", &clipped[..3], &[0.6, 0.8, 0.0], 1e-7);
}

#[test]
fn a_moving_average_of_the_parameters() {
    let optimizer = Averaged {
        optimizer: Sgd {
            learning_rate: 0.1,
            ..Sgd::default()
        },
        decay: 0.9,
    };
    let (_, state) = trained(optimizer, SETTINGS);
    let expected = parameters(&golden("torch_optimizers.json")["average"]);
    assert_close("average", state.average.as_slice(), &expected, TOLERANCE);
}

/// The slope of loss and penalty together, by differences; its value from weights written out.
#[test]
fn penalties() {
    let penalty = Penalty { l1: 0.03, l2: 0.2 };
    let value = |net: &Net| penalty.add(&mut net.clone(), &mut Net::ZERO.clone());
    let weights: Vec<_> = ["0.weight", "2.weight", "4.weight"]
        .iter()
        .flat_map(|name| numbers(&Data::load().json["init"][name]))
        .collect();
    let expected = weights.iter().map(|w| 0.03 * w.abs() + 0.2 * w * w).sum();
    assert_close("penalty", &[value(&start())], &[expected], TOLERANCE);

    let (mut net, mut slopes) = (start(), gradient(&start()).1);
    penalty.add(&mut net, &mut slopes);
    for at in 0..Net::PARAMS {
        let total = |step: f64| {
            let mut net = start();
            net.as_mut_slice()[at] += step;
            gradient(&net).0 + value(&net)
        };
        let slope = (total(1e-6) - total(-1e-6)) / 2e-6;
        assert_close("slope", &[slopes.as_slice()[at]], &[slope], 1e-8);
    }
    // the trainer steps along it
    let settings = Settings {
        epochs: 1,
        penalty,
        ..SETTINGS
    };
    let (trained, _) = trained(
        Sgd {
            learning_rate: 1.0,
            ..Sgd::default()
        },
        settings,
    );
    for ((w, g), after) in start()
        .as_slice()
        .iter()
        .zip(slopes.as_slice())
        .zip(trained.as_slice())
    {
        assert_close("step", &[*after], &[w - g], TOLERANCE);
    }
}

/// What others call gradient accumulation: gradients of two batches of two are that of one of four.
#[test]
fn gradients_add_up() {
    let (Data { x, classes, .. }, net) = (Data::load(), start());
    let mut sum = Net::ZERO;
    net.gradient_batch(&x[..2], &classes[..2], &mut sum)
        .unwrap();
    net.gradient_batch(&x[2..], &classes[2..], &mut sum)
        .unwrap();
    let mean: Vec<_> = sum.as_slice().iter().map(|g| g / 2.0).collect();
    assert_close("sum", &mean, gradient(&net).1.as_slice(), TOLERANCE);
}
