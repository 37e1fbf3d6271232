//! Schedules against PyTorch's, step by step, and in training.

use std::ops::ControlFlow::Continue;
use typed_nn::optimizer::{
    Adam, Averaged, Grouped, Lion, Momentum, Optimizer, Sgd, decay_weights_only,
};
use typed_nn::schedule::*;
use typed_nn::train::{Settings, Trainer};
use typed_nn::{Error, network};

mod common;
use common::{assert_close, golden, numbers};

const TOLERANCE: f64 = 1e-12;

fn check(name: &str, schedule: impl Schedule) {
    let expected = numbers(&golden("torch_schedules.json")[name]);
    let rates: Vec<_> = (0..expected.len() as u64)
        .map(|step| schedule.factor(step))
        .collect();
    assert_close(name, &rates, &expected, TOLERANCE);
}

#[test]
fn as_in_pytorch() {
    check(
        "constant",
        Constant { factor: 0.25 }.then(7, Constant::default()),
    );
    check(
        "step",
        Step {
            step_size: 7,
            gamma: 0.3,
        },
    );
    check(
        "multi_step",
        MultiStep {
            milestones: [3, 4, 25],
            gamma: 0.5,
        },
    );
    check("exponential", Exponential { gamma: 0.93 });
    check("linear", Linear::default());
    let down = Linear {
        start_factor: 0.9,
        end_factor: 0.2,
        total_iters: 30,
    };
    check("linear_down", down);
    check(
        "polynomial",
        Polynomial {
            total_iters: 25,
            power: 1.7,
        },
    );
    check(
        "cosine",
        Cosine {
            t_max: 30,
            end_factor: 0.05,
        },
    );
    let restarts = CosineRestarts {
        t_0: 6,
        t_mult: 1,
        end_factor: 0.1,
    };
    check("cosine_restarts", restarts);
    let longer = CosineRestarts {
        t_0: 5,
        t_mult: 2,
        end_factor: 0.0,
    };
    check("cosine_restarts_longer", longer);
    check("one_cycle", OneCycle::new(40));
    let linear = OneCycle {
        pct_start: 0.45,
        div_factor: 10.0,
        final_div_factor: 100.0,
        anneal_strategy: Anneal::Linear,
        ..OneCycle::new(40)
    };
    check("one_cycle_linear", linear);
    let warm_up = Linear {
        start_factor: 0.1,
        end_factor: 1.0,
        total_iters: 5,
    };
    let cosine = Cosine {
        t_max: 20,
        end_factor: 0.01,
    };
    check("warm_up_then_cosine", warm_up.then(5, cosine));
}

#[test]
fn plateaus_as_in_pytorch() {
    let json = golden("torch_schedules.json");
    let check = |name: &str, plateau: Plateau| {
        let losses = json["losses"].as_array().unwrap().iter();
        let rates = losses.map(|loss| {
            plateau.check(loss.as_f64().unwrap_or(f64::NAN));
            plateau.factor(0)
        });
        assert_close(
            name,
            &rates.collect::<Vec<_>>(),
            &numbers(&json[name]),
            TOLERANCE,
        );
    };
    check("plateau", Plateau::new(0.5, 2));
    let mut plateau = Plateau::new(0.3, 1);
    (plateau.cooldown, plateau.threshold, plateau.min_factor) = (2, 0.2, 0.05);
    check("plateau_cooldown", plateau);
}

#[test]
fn past_their_end_they_stay_at_their_last_value() {
    fn check(schedule: impl Schedule, last: f64) {
        for step in [40, 41, 1000, u64::MAX] {
            let factor = schedule.factor(step);
            assert!(
                (factor - last).abs() <= 1e-15,
                "{factor}, not {last}, in step {step}"
            );
        }
    }
    check(
        Linear {
            total_iters: 40,
            end_factor: 0.7,
            ..Linear::default()
        },
        0.7,
    );
    check(
        Polynomial {
            total_iters: 40,
            power: 2.0,
        },
        0.0,
    );
    check(
        Cosine {
            t_max: 40,
            end_factor: 0.1,
        },
        0.1,
    );
    check(OneCycle::new(41), 1.0 / 250_000.0);
    check(
        MultiStep {
            milestones: [40, 3],
            gamma: 0.5,
        },
        0.25,
    );
    check(
        Constant { factor: 2.0 }.then(
            40,
            Cosine {
                t_max: 0,
                end_factor: 0.2,
            },
        ),
        0.2,
    );
    // no step makes sense of these, none panics
    check(
        Step {
            step_size: 0,
            gamma: 1.0,
        },
        1.0,
    );
    check(Constant { factor: 0.5 }.every(0), 0.5);
    check(
        Linear {
            total_iters: 0,
            ..Linear::default()
        },
        1.0,
    );
    for restarts in [(0, 0), (0, 1), (0, 5), (u64::MAX, 2)] {
        let restarts = CosineRestarts {
            t_0: restarts.0,
            t_mult: restarts.1,
            end_factor: 0.5,
        };
        assert!((0.5..=1.0).contains(&restarts.factor(u64::MAX)));
    }
    for total in [0, 1, 2] {
        assert!((0.0..=1.0).contains(&OneCycle::new(total).factor(5)));
    }
}

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
