//! Learning from a stream, sample by sample, and going back to what was best.

use std::collections::VecDeque;
use std::ops::ControlFlow::Continue;
use typed_nn::optimizer::{Adam, Optimizer};
use typed_nn::train::{Best, EarlyStopping, Replay, Settings, Trainer};
use typed_nn::{Error, Rng, network};

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Net: f64< 2 => tanh 4 => linear 1 >
}

const INPUTS: [[f64; 2]; 4] = [[0.0, 1.0], [1.0, 0.5], [-1.0, 0.25], [2.0, 1.0]];
const TARGETS: [[f64; 1]; 4] = [[0.5], [1.0], [-1.0], [0.75]];

#[test]
fn sample_by_sample() -> Result<(), Error> {
    let (mut net, mut by_hand, adam) = (Net::new(1), Net::new(1), Adam::default());
    let mut trainer = Trainer::new(adam, Settings::default());
    let mut state = adam.state(&net);
    for (x, t) in INPUTS.iter().zip(&TARGETS) {
        let score = trainer.step(&mut net, &[x], &[*t])?;
        let mut gradient = Net::ZERO;
        let loss = by_hand.gradient(x, t, &mut gradient);
        adam.step(&mut by_hand, &gradient, &mut state);
        assert!((score.loss - loss).abs() < 1e-15);
    }
    for (a, b) in net.as_slice().iter().zip(by_hand.as_slice()) {
        assert!((a - b).abs() < 1e-12);
    }

    // a sensor that fails changes nothing, not even the optimiser
    let (before, moments) = (net.clone(), trainer.state().clone());
    let error = trainer.step(&mut net, &[[f64::NAN, 0.0]], &[[0.0]]);
    assert_eq!(error, Err(Error::NotFinite { sample: 0 }));
    let none: [[f64; 2]; 0] = [];
    assert_eq!(
        trainer.step(&mut net, &none, &TARGETS[..0]),
        Err(Error::NoSamples)
    );
    assert_eq!((net, trainer.state().clone()), (before, moments));
    Ok(())
}

#[test]
fn a_replay_buffer_holds_the_last_samples() {
    let mut replay = Replay::<[f32; 1], u8, 7>::new();
    let mut expected = VecDeque::new();
    let mut drawn = ([[0.0]; 3], [0; 3]);
    let mut rng = Rng::new(1);
    let empty = replay.draw(&mut rng, &mut drawn.0, &mut drawn.1);
    assert_eq!(empty, Err(Error::NoSamples));
    for i in 0..40 {
        replay.push([f32::from(i)], i);
        expected.push_back(i);
        if expected.len() > 7 {
            expected.pop_front();
        }
        assert_eq!((replay.len(), replay.is_empty()), (expected.len(), false));
        let mut held = replay.targets().to_vec();
        held.sort_unstable();
        assert_eq!(held, expected.iter().copied().collect::<Vec<_>>());
        assert!(
            replay
                .inputs()
                .iter()
                .zip(replay.targets())
                .all(|(x, &t)| x[0] == f32::from(t))
        );
        assert_eq!(replay.draw(&mut rng, &mut drawn.0, &mut drawn.1), Ok(()));
        assert!(
            drawn
                .0
                .iter()
                .zip(&drawn.1)
                .all(|(x, &t)| x[0] == f32::from(t))
        );
        assert!(drawn.1.iter().all(|t| expected.contains(t)));
    }
    let lengths = Error::Lengths {
        inputs: 3,
        others: 2,
    };
    assert_eq!(
        replay.draw(&mut rng, &mut drawn.0, &mut drawn.1[..2]),
        Err(lengths)
    );

    // χ² with 6 degrees of freedom: above 22.5 in one of a thousand
    let mut seen = [0.0; 40];
    for _ in 0..2100 {
        replay.draw(&mut rng, &mut drawn.0, &mut drawn.1).unwrap();
        drawn.1.iter().for_each(|&t| seen[usize::from(t)] += 1.0);
    }
    let chi: f64 = seen[33..]
        .iter()
        .map(|n: &f64| (n - 900.0).powi(2) / 900.0)
        .sum();
    assert!(chi < 22.5, "{seen:?}");

    let mut none = Replay::<[f32; 1], u8, 0>::new();
    none.push([1.0], 1);
    assert!(none.is_empty());
}

/// The loss on other data falls and rises again: what is restored is where it was least.
#[test]
fn the_best_epoch_is_restored() -> Result<(), Error> {
    let (mut net, mut x, mut t) = (Net::new(1), INPUTS, TARGETS);
    let held_out = ([[0.5, 0.5], [-0.5, 0.0]], [[0.9], [0.1]]);
    let adam = Adam {
        learning_rate: 0.05,
        ..Adam::default()
    };
    let settings = Settings {
        epochs: 200,
        ..Settings::default()
    };
    let mut place = Net::ZERO;
    let mut best = Best::new(EarlyStopping::new(20), &mut place);
    let mut seen: Vec<(f64, Net)> = vec![];
    Trainer::new(adam, settings).fit(&mut net, &mut x, &mut t, |_, net| {
        let loss = net.evaluate(&held_out.0, &held_out.1).unwrap().loss;
        seen.push((loss, net.clone()));
        best.check(loss, net)
    })?;
    let expected = seen.iter().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
    assert!(
        seen.len() < 200 && expected.1 != net,
        "the loss does not rise"
    );
    best.restore(&mut net);
    assert_eq!(net, expected.1);

    // without an epoch there is nothing to restore
    let best = Best::new(EarlyStopping::<f64>::new(1), Net::ZERO);
    best.restore(&mut net);
    assert_eq!(net, expected.1);
    assert_eq!(
        Best::<Net>::new(EarlyStopping::new(2), Net::ZERO).check(f64::NAN, &net),
        Continue(())
    );
    Ok(())
}
