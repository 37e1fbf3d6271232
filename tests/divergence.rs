//! A training run that leaves the finite numbers stops at once, says where, and leaves the last
//! parameters that were good.

use std::ops::ControlFlow::Continue;
use typed_nn::optimizer::{Adam, Momentum, Optimizer, Sgd};
use typed_nn::train::{Penalty, Settings, Trainer};
use typed_nn::{Error, Rng, network};

network! { struct Regression: f32 < 2 => relu 6 => linear 1 > }
network! { struct Saturating: f32 < 2 => tanh 6 => hard_tanh 4 => sigmoid 1 > }

const SETTINGS: Settings = Settings {
    epochs: 20,
    batch: 4,
    seed: 0,
    shuffle: false,
    penalty: Penalty::NONE,
    clip: None,
};
const SGD: Sgd = Sgd {
    learning_rate: 0.05,
    weight_decay: 0.0,
};

/// Six batches of four samples.
fn data() -> (Vec<[f32; 2]>, Vec<[f32; 1]>) {
    let mut rng = Rng::new(3);
    let sample = |_| {
        (
            [rng.normal(), rng.normal()],
            [0.5 + 0.1 * rng.normal::<f32>()],
        )
    };
    (0..24).map(sample).unzip()
}

/// Trains on data whose fourth batch holds `poison`, and expects that to be found. The network goes
/// back to before the step of the third batch, the last that had a finite loss.
macro_rules! poisoned {
    ($net:ty, $optimizer:expr, $poison:expr) => {{
        let (mut net, (mut x, mut t), optimizer) = (<$net>::new(1), data(), $optimizer);
        x[13][1] = $poison;
        let mut trainer = Trainer::new(optimizer, SETTINGS);
        let result = trainer.fit(&mut net, &mut x, &mut t, |_, _| panic!("a whole epoch"));
        let expected = Err(Error::NotFinite { sample: 13 });
        assert_eq!(result, expected, "{}", stringify!($net));

        let (mut expected, mut state) = (<$net>::new(1), optimizer.state(&net));
        for batch in 0..2 {
            let samples = 4 * batch..4 * batch + 4;
            let mut gradient = <$net>::ZERO;
            expected
                .gradient_batch(&x[samples.clone()], &t[samples], &mut gradient)
                .unwrap();
            optimizer.step(&mut expected, &gradient, &mut state);
        }
        assert_eq!(net.as_slice(), expected.as_slice(), "{}", stringify!($net));
        assert!(net.evaluate(&x[..12], &t[..12]).unwrap().loss.is_finite());
    }};
}

#[test]
fn nan_or_infinity_among_the_inputs() {
    for poison in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        poisoned!(Regression, SGD, poison);
        poisoned!(Regression, Adam::default(), poison);
        // the outputs stay within 0 and 1, the gradient does not
        poisoned!(Saturating, SGD, poison);
    }
}

#[test]
fn nan_among_the_targets() {
    let (mut net, (mut x, mut t)) = (Regression::new(1), data());
    t[0] = [f32::NAN];
    let mut trainer = Trainer::new(SGD, SETTINGS);
    let result = trainer.fit(&mut net, &mut x, &mut t, |_, _| panic!("a whole epoch"));
    assert_eq!(result, Err(Error::NotFinite { sample: 0 }));
    assert_eq!(net.as_slice(), Regression::new(1).as_slice()); // there was no step
}

#[test]
fn a_rate_that_is_too_large() {
    let momentum = Momentum {
        learning_rate: 3.0,
        ..Momentum::default()
    };
    let (mut net, (mut x, mut t)) = (Regression::new(1), data());
    let mut trainer = Trainer::new(momentum, SETTINGS);
    let result = trainer.fit(&mut net, &mut x, &mut t, |_, _| Continue(()));
    let Err(Error::Diverged { epoch, batch, loss }) = result else {
        panic!("{result:?}");
    };
    assert!(!loss.is_finite());
    assert!(
        result
            .unwrap_err()
            .to_string()
            .contains(&format!("epoch {epoch}, batch {batch}"))
    );
    assert!(net.as_slice().iter().all(|parameter| parameter.is_finite()));

    // the batch before the one that diverged had a finite loss with these very parameters
    let before = 4 * (6 * epoch + batch - 1) % 24;
    let samples = before..before + 4;
    let loss = net.evaluate(&x[samples.clone()], &t[samples]).unwrap().loss;
    assert!(loss.is_finite(), "{loss}");
}

/// A step that makes the parameters infinite is taken back although its loss was finite.
#[test]
fn a_step_into_the_infinite() {
    let (mut net, (mut x, mut t)) = (Regression::new(1), data());
    let mut trainer = Trainer::new(
        Sgd {
            learning_rate: f32::MAX,
            ..SGD
        },
        SETTINGS,
    );
    t[0] = [1e6];
    let result = trainer.fit(&mut net, &mut x, &mut t, |_, _| Continue(()));
    let is_right =
        matches!(result, Err(Error::Diverged { epoch: 0, batch: 0, loss }) if loss.is_finite());
    assert!(is_right, "{result:?}");
    assert_eq!(net.as_slice(), Regression::new(1).as_slice());
}

/// A later epoch is named too, and the state before it is kept.
#[test]
fn in_a_later_epoch() {
    let (mut net, (mut x, t)) = (Regression::new(1), data());
    let mut trainer = Trainer::new(SGD, SETTINGS);
    trainer.epoch(&mut net, &x, &t, 0).unwrap();
    trainer.epoch(&mut net, &x, &t, 1).unwrap();
    x[9][0] = f32::NAN;
    let error = trainer.epoch(&mut net, &x, &t, 2).unwrap_err();
    assert_eq!(error, Error::NotFinite { sample: 9 });
    assert!(
        error
            .to_string()
            .contains("sample 9 has an input or a target")
    );
    assert!(net.evaluate(&x[..8], &t[..8]).unwrap().loss.is_finite());
}
