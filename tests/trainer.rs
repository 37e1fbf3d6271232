//! The trainer does what the loop written by hand does, and nothing to bad data.

use std::ops::ControlFlow::{self, Break, Continue};
use typed_nn::optimizer::{Adam, Momentum, Optimizer, Sgd};
use typed_nn::train::{Memory, Penalty, Report, Settings, Trainer, shuffle};
use typed_nn::{Error, Rng, Zeroed, network};

network! { struct Net: f32 < 2 => tanh 5 => softmax 3 > }

const ADAM: Adam = Adam {
    learning_rate: 0.01,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weight_decay: 0.0,
};
const SETTINGS: Settings = Settings {
    epochs: 4,
    batch: 4,
    seed: 5,
    shuffle: true,
    penalty: Penalty::NONE,
    clip: None,
};

type Data = (Vec<[f32; 2]>, Vec<u8>);

/// Ten samples in three classes: two whole batches of 4 and one of 2.
fn data() -> Data {
    let mut rng = Rng::new(8);
    (0..10)
        .map(|i| ([rng.normal(), rng.normal()], i % 3))
        .unzip()
}

fn go_on(_: &Report<f32>, _: &Net) -> ControlFlow<()> {
    Continue(())
}

/// A network trained under some settings, and the data as they are left.
fn trained(settings: Settings) -> (Net, Report<f32>, Data) {
    let (mut net, (mut x, mut t)) = (Net::new(1), data());
    let mut trainer = Trainer::new(ADAM, settings);
    let report = trainer.fit(&mut net, &mut x, &mut t, go_on).unwrap();
    (net, report, (x, t))
}

/// The same by hand: the mean loss of the last epoch, weighted by the batches' lengths.
fn trained_by_hand(settings: Settings) -> (Net, f32, Data) {
    let (mut net, (mut x, mut t)) = (Net::new(1), data());
    let (mut state, mut rng) = (ADAM.state(&net), Rng::new(settings.seed));
    let mut loss = 0.0;
    for _ in 0..settings.epochs {
        if settings.shuffle {
            shuffle(&mut x, &mut t, &mut rng);
        }
        loss = 0.0;
        for (x, t) in x.chunks(settings.batch).zip(t.chunks(settings.batch)) {
            let mut gradient = Net::ZERO;
            loss += net.gradient_batch(x, t, &mut gradient).unwrap() * x.len() as f32 / 10.0;
            ADAM.step(&mut net, &gradient, &mut state);
        }
    }
    (net, loss, (x, t))
}

#[test]
fn the_loop_by_hand_gives_the_same() {
    for shuffle in [false, true] {
        // steps of 4, 4 and 2; one step of all; batches longer than the data
        for batch in [1, 4, 10, 11, usize::MAX] {
            let settings = Settings {
                shuffle,
                batch,
                ..SETTINGS
            };
            let (net, report, left) = trained(settings);
            let (by_hand, loss, expected) = trained_by_hand(settings);
            assert_eq!(net.as_slice(), by_hand.as_slice(), "{settings:?}");
            assert!((report.loss - loss).abs() < 1e-6, "{report:?}, {loss}");
            assert_eq!(report.epoch, 3);
            assert_eq!(left, expected, "{settings:?}");
            assert_eq!(left == data(), !shuffle, "{settings:?}");
        }
    }
}

#[test]
fn references_to_the_samples_are_as_good() {
    let (mut net, (x, mut t)) = (Net::new(1), data());
    let mut references: Vec<_> = x.iter().collect();
    let mut trainer = Trainer::new(ADAM, SETTINGS);
    let report = trainer.fit(&mut net, &mut references, &mut t, go_on);
    let (expected, expected_report, shuffled) = trained(SETTINGS);
    assert_eq!(net.as_slice(), expected.as_slice());
    assert_eq!(report, Ok(expected_report));
    let left: Vec<_> = references.into_iter().copied().collect();
    assert_eq!((left, t), shuffled);
    assert_eq!(x, data().0);
}

#[test]
fn the_seed_decides() {
    let run = |seed| trained(Settings { seed, ..SETTINGS });
    let (one, again, other) = (run(1), run(1), run(2));
    assert_eq!(one.0.as_slice(), again.0.as_slice());
    assert_eq!((one.1, &one.2), (again.1, &again.2));
    assert_ne!(one.0.as_slice(), other.0.as_slice());
    assert_ne!(one.2, other.2);
}

#[test]
fn no_epochs_change_nothing() {
    let (net, report, left) = trained(Settings {
        epochs: 0,
        ..SETTINGS
    });
    assert_eq!(net.as_slice(), Net::new(1).as_slice());
    assert_eq!(left, data());
    let score = net.evaluate(&left.0, &left.1).unwrap();
    assert_eq!(
        (report.epoch, report.loss, report.metric),
        (0, score.loss, score.metric)
    );
}

#[test]
fn the_callback_sees_every_epoch_and_may_break_off() {
    let (mut net, (mut x, mut t)) = (Net::new(1), data());
    let (mut seen, mut last) = (vec![], Net::ZERO);
    let mut trainer = Trainer::new(
        ADAM,
        Settings {
            epochs: 100,
            ..SETTINGS
        },
    );
    let report = trainer.fit(&mut net, &mut x, &mut t, |report, net| {
        seen.push(report.epoch);
        last.as_mut_slice().copy_from_slice(net.as_slice());
        if report.epoch == 3 {
            Break(())
        } else {
            Continue(())
        }
    });
    assert_eq!(seen, [0, 1, 2, 3]);
    assert_eq!(report.unwrap().epoch, 3);
    assert_eq!(last.as_slice(), net.as_slice());
    assert_eq!(net.as_slice(), trained(SETTINGS).0.as_slice());
}

#[test]
fn wherever_its_memory_is_it_gives_the_same_bits() {
    let expected = trained(SETTINGS);
    #[cfg(feature = "alloc")]
    {
        let (mut net, (mut x, mut t)) = (Net::new(1), data());
        let mut boxed = Trainer::boxed(ADAM, SETTINGS);
        assert_eq!(boxed.fit(&mut net, &mut x, &mut t, go_on), Ok(expected.1));
        assert_eq!(net.as_slice(), expected.0.as_slice());
    }
    let mut memory = Memory::<Net, Adam>::ZERO;
    let (mut net, (mut x, mut t)) = (Net::new(1), data());
    let mut lent = Trainer::in_memory(ADAM, SETTINGS, &mut memory);
    assert_eq!(lent.fit(&mut net, &mut x, &mut t, go_on), Ok(expected.1));
    assert_eq!(net.as_slice(), expected.0.as_slice());

    // whoever goes on with the memory goes on with the optimiser's state
    assert_eq!(memory.1.steps, 4 * 3);
}

/// Two runs of a trainer are one run of twice the length: momentum is kept.
#[test]
fn a_trainer_goes_on_where_it_stopped() {
    let momentum = Momentum {
        learning_rate: 0.1,
        ..Momentum::default()
    };
    let settings = Settings {
        shuffle: false,
        ..SETTINGS
    };
    let (mut twice, mut once, (mut x, mut t)) = (Net::new(1), Net::new(1), data());
    let mut trainer = Trainer::new(momentum, settings);
    trainer.fit(&mut twice, &mut x, &mut t, go_on).unwrap();
    trainer.fit(&mut twice, &mut x, &mut t, go_on).unwrap();
    let mut trainer = Trainer::new(
        momentum,
        Settings {
            epochs: 8,
            ..settings
        },
    );
    trainer.fit(&mut once, &mut x, &mut t, go_on).unwrap();
    assert_eq!(once.as_slice(), twice.as_slice());
}

#[test]
fn bad_data_touches_nothing() {
    let fails = |settings, x: &[[f32; 2]], t: &[u8], expected| {
        let (mut net, mut left, mut labels) = (Net::new(1), x.to_vec(), t.to_vec());
        let mut trainer = Trainer::new(Sgd::default(), settings);
        let result = trainer.fit(&mut net, &mut left, &mut labels, |_, _| panic!("an epoch"));
        assert_eq!(result, Err(expected));
        assert_eq!(net.as_slice(), Net::new(1).as_slice(), "{expected}");
        assert_eq!((&left[..], &labels[..]), (x, t), "{expected}");
    };
    let (x, mut t) = data();
    fails(SETTINGS, &[], &[], Error::NoSamples);
    fails(
        SETTINGS,
        &x,
        &[],
        Error::Lengths {
            inputs: 10,
            others: 0,
        },
    );
    fails(
        SETTINGS,
        &x[..9],
        &t,
        Error::Lengths {
            inputs: 9,
            others: 10,
        },
    );
    fails(
        Settings {
            batch: 0,
            ..SETTINGS
        },
        &x,
        &t,
        Error::NoBatch,
    );
    t[9] = 3;
    fails(
        SETTINGS,
        &x,
        &t,
        Error::Label {
            sample: 9,
            classes: 3,
        },
    );
}
