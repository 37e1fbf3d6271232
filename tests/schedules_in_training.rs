//! Schedules on optimisers, in the trainer and by hand.

use std::ops::ControlFlow::Continue;
use typed_nn::optimizer::*;
use typed_nn::schedule::*;
use typed_nn::train::{Settings, Trainer};
use typed_nn::{Error, network};

mod common;
use common::assert_close;

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Net: f64< 2 => tanh 4 => linear 1 >
}

const INPUTS: [[f64; 2]; 6] = [
    [0.0, 1.0],
    [1.0, 0.5],
    [-1.0, 0.25],
    [2.0, 1.0],
    [0.5, -0.5],
    [1.5, 1.0],
];
const TARGETS: [[f64; 1]; 6] = [[0.5], [1.0], [-1.0], [0.75], [0.0], [0.25]];
const SETTINGS: fn() -> Settings<f64> = || Settings {
    epochs: 5,
    batch: 2,
    shuffle: false,
    ..Settings::default()
};

/// In the trainer and by hand, on any optimiser: setting the rate before each step does the same.
#[test]
fn on_every_optimiser() -> Result<(), Error> {
    fn check<O: Optimizer<f64> + Clone>(
        optimizer: O,
        with_rate: impl Fn(f64) -> O,
    ) -> Result<(), Error> {
        // three steps an epoch
        let schedule = Exponential { gamma: 0.5 }.every(3);
        let scheduled = Scheduled {
            optimizer: optimizer.clone(),
            schedule,
        };
        let (mut net, mut inputs, mut targets) = (Net::new(1), INPUTS, TARGETS);
        let mut trainer = Trainer::new(scheduled, SETTINGS());
        trainer.fit(&mut net, &mut inputs, &mut targets, |_, _| Continue(()))?;

        let mut by_hand = Net::new(1);
        let mut state = optimizer.state(&by_hand);
        for epoch in 0..5 {
            let optimizer = with_rate(0.1 * 0.5_f64.powi(epoch));
            for (x, t) in INPUTS.chunks(2).zip(TARGETS.chunks(2)) {
                let mut gradient = Net::ZERO;
                by_hand.gradient_batch(x, t, &mut gradient)?;
                optimizer.step(&mut by_hand, &gradient, &mut state);
            }
        }
        assert_close("parameters", net.as_slice(), by_hand.as_slice(), 1e-15);
        Ok(())
    }
    let sgd = |learning_rate| Sgd {
        learning_rate,
        ..Sgd::default()
    };
    check(sgd(0.1), sgd)?;
    let momentum = |learning_rate| Momentum {
        learning_rate,
        ..Momentum::default()
    };
    check(momentum(0.1), momentum)?;
    let adam = |learning_rate| Adam {
        learning_rate,
        ..Adam::default()
    };
    check(adam(0.1), adam)?;
    let lion = |learning_rate| {
        let optimizer = Lion {
            learning_rate,
            weight_decay: 0.1,
            ..Lion::default()
        };
        Grouped::new(
            Averaged {
                optimizer,
                decay: 0.9,
            },
            decay_weights_only,
        )
    };
    check(lion(0.1), lion)
}

/// A rate of 0 stops all movement: what a plateau has seen reaches the steps that follow.
#[test]
fn a_plateau_is_shared_with_the_trainer() -> Result<(), Error> {
    let plateau = Plateau::new(0.0, 1);
    let optimizer = Scheduled {
        optimizer: Sgd {
            learning_rate: 0.1,
            ..Sgd::default()
        },
        schedule: &plateau,
    };
    let (mut net, mut inputs, mut targets) = (Net::new(1), INPUTS, TARGETS);
    let mut trainer = Trainer::new(optimizer, SETTINGS());
    let mut seen = vec![];
    trainer.fit(&mut net, &mut inputs, &mut targets, |_, net| {
        plateau.check(1.0);
        seen.push(net.forward(INPUTS[0])[0]);
        Continue(())
    })?;
    // a gain, no gain, no gain: from the fourth epoch on nothing moves
    assert!(seen[0] != seen[1] && seen[1] != seen[2]);
    assert_eq!(seen[2..], [seen[2]; 3]);
    Ok(())
}

/// As PyTorch's `OneCycleLR`, a cycle has as many steps as it was made for, and a trainer no more.
#[test]
fn a_cycle_that_is_over_is_said_so() {
    for (every, steps) in [(1, 5), (2, 8)] {
        let (mut net, mut inputs, mut targets) = (Net::new(1), INPUTS, TARGETS);
        let optimizer = Averaged {
            optimizer: Scheduled {
                optimizer: Adam::default(),
                schedule: Constant::default().then(2, OneCycle::new(3).every(every)),
            },
            decay: 0.5,
        };
        let mut trainer = Trainer::new(optimizer, SETTINGS());
        for _ in 0..steps {
            trainer.step(&mut net, &inputs, &targets).unwrap();
        }
        let before = net.clone();
        let ended = Error::ScheduleEnded { steps };
        assert_eq!(trainer.step(&mut net, &inputs, &targets), Err(ended));
        let result = trainer.fit(&mut net, &mut inputs, &mut targets, |_, _| Continue(()));
        assert_eq!(result, Err(ended));
        assert_eq!(net, before);
        assert!(
            ended
                .to_string()
                .contains(&format!("made for {steps} steps"))
        );
    }
}
