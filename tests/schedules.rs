//! Schedules against PyTorch's, step by step.

use typed_nn::schedule::*;

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
