//! A step with a batch is its gradient and the optimiser's step, whichever way it takes.

use typed_nn::optimizer::{
    Adam, AdamW, Averaged, Grouped, Lion, Momentum, NAdam, Optimizer, Sgd, decay_weights_only,
};
use typed_nn::schedule::{Exponential, Scheduled};
use typed_nn::train::{Settings, Trainer};
use typed_nn::{Error, Learn, Network, Noise, Parameters, Plain, Rng, Zeroed, network};

mod common;

network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Narrow < 2 => relu 3 => relu 3 => softmax 2 > }
network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Middle < 4 => relu 32 => tanh 20 => softmax 3 > }
network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Wide < 5 => gelu 37 => layer_norm() => tanh 18 => linear 3 > }
network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Block < 6 => relu 6 > }
network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Nested < 4 => relu 6 => { Block => linear 6 } + skip => sigmoid 3 > }
network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Partly < 4 => frozen tanh 40 => bias_only relu 9 => linear 3 > }
network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Large < 20 => relu 300 => tanh 70 => softmax 3 > }
network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Inner < 150 => relu 30 => linear 150 > }
network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Topped < 9 => frozen tanh 20 => relu 150 => { Inner => bias_only linear 150 } + skip => layer_norm() => linear 3 > }
network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Dropping < 4 => relu 40 => dropout(0.4) => linear 3 > }

/// So many that some batches are more than go through at once.
const LONGEST: usize = 70;

fn samples<const N: usize>(rng: &mut Rng) -> Vec<[f32; N]> {
    let one = |_| std::array::from_fn(|_| rng.normal());
    (0..LONGEST).map(one).collect()
}

/// Every length, against the gradient and the step.
fn same_step<N, X, Y, O>(optimizer: O, inputs: &[X], targets: &[Y])
where
    N: Learn<X, Y> + Network<Scalar = f32> + Clone + Zeroed,
    O: Optimizer<f32>,
{
    // (on the heap: together they are more than a thread's stack)
    let mut before = N::boxed_zero();
    before.init_with(None, 7);
    // of a large network some lengths, for time's sake
    let lengths = (1..=LONGEST).step_by(if N::PARAMS > 10_000 { 6 } else { 1 });
    for length in lengths {
        let (x, t) = (&inputs[..length], &targets[..length]);
        let (mut expected, mut gradient) = (before.clone(), N::Gradient::boxed_zero());
        let score = expected.gradient_batch(x, t, &mut gradient);
        let mut state = O::State::<N::Gradient>::boxed_zero();
        optimizer.step(&mut *expected, &gradient, &mut state);

        let mut net = before.clone();
        let mut state = O::State::<N::Gradient>::boxed_zero();
        gradient.fill(f32::NAN);
        let learnt = optimizer.learn_batch(&mut *net, x, t, &mut gradient, &mut state);
        let learnt = learnt.unwrap();
        near("loss", &[learnt.loss], &[score.loss]);
        near("metric", &[learnt.metric], &[score.metric]);
        near("parameters", net.as_slice(), expected.as_slice());
        assert_ne!(
            net.as_slice(),
            before.as_slice(),
            "{length}: nothing was learnt"
        );
    }
}

#[track_caller]
fn near(what: &str, got: &[f32], expected: &[f32]) {
    common::assert_allowed(what, got, expected, "step");
}

macro_rules! same_step {
    ($($name:ident: $net:ident;)*) => {$(
        #[test]
        fn $name() {
            let mut rng = Rng::new(3);
            let (x, t) = (samples::<{ $net::IN }>(&mut rng), samples::<{ $net::OUT }>(&mut rng));
            let sgd = Sgd { learning_rate: 0.05, ..Sgd::default() };
            same_step::<$net, _, _, _>(sgd, &x, &t);
            same_step::<$net, _, _, _>(Sgd { weight_decay: 0.1, ..sgd }, &x, &t);
            same_step::<$net, _, _, _>(Scheduled { optimizer: sgd, schedule: Exponential { gamma: 0.5 } }, &x, &t);
            same_step::<$net, _, _, _>(Adam::default(), &x, &t);
            same_step::<$net, _, _, _>(NAdam::default(), &x, &t);
            same_step::<$net, _, _, _>(Momentum { weight_decay: 0.1, ..Momentum::default() }, &x, &t);
            let grouped = Grouped::new(AdamW::default(), decay_weights_only);
            same_step::<$net, _, _, _>(Averaged { optimizer: grouped, decay: 0.9 }, &x, &t);
        }
    )*};
}
same_step! { narrow: Narrow; middle: Middle; wide: Wide; nested: Nested; partly: Partly; large: Large; topped: Topped; }

#[test]
fn a_schedule_is_followed_from_step_to_step() {
    let mut rng = Rng::new(5);
    let (x, t) = (samples::<4>(&mut rng), samples::<3>(&mut rng));
    let rule = Scheduled {
        optimizer: Sgd {
            learning_rate: 0.1,
            ..Sgd::default()
        },
        schedule: Exponential { gamma: 0.5 },
    };
    let (mut net, mut gradient) = (Middle::new(1), Middle::ZERO);
    let mut expected = net;
    let mut state = rule.state(&net);
    for step in 0..5 {
        rule.learn_batch(&mut net, &x[..20], &t[..20], &mut gradient, &mut state)
            .unwrap();
        let by_hand = Sgd {
            learning_rate: 0.1 * 0.5_f32.powi(step),
            ..Sgd::default()
        };
        gradient.fill(0.0);
        expected
            .gradient_batch(&x[..20], &t[..20], &mut gradient)
            .unwrap();
        let mut nothing = by_hand.state(&expected);
        by_hand.step(&mut expected, &gradient, &mut nothing);
        near("parameters", net.as_slice(), expected.as_slice());
    }
}

#[test]
fn noise_is_that_of_the_gradient() {
    let mut rng = Rng::new(6);
    let (x, t) = (samples::<4>(&mut rng), samples::<3>(&mut rng));
    for length in [8, 20, 32] {
        let (x, t) = (&x[..length], &t[..length]);
        let (mut net, mut gradient) = (Dropping::new(1), Dropping::ZERO);
        let mut expected = net;
        let noise = Noise::new(9);
        expected
            .gradient_batch_with(noise, x, t, &mut gradient)
            .unwrap();
        for (w, g) in expected.as_mut_slice().iter_mut().zip(gradient.as_slice()) {
            *w -= 0.1 * g;
        }
        let learnt = net.learn_batch_with(noise, x, t, &mut Plain(0.1), |_, _| true);
        assert!(learnt.is_some());
        near("parameters", net.as_slice(), expected.as_slice());
        assert!(
            net.learn_batch_with(noise, x, t, &mut Plain(0.1), |_, _| false)
                .is_some()
        );
        near("what was not to go on", net.as_slice(), expected.as_slice());
    }
}

network! { #[derive(Clone, Copy, Debug, PartialEq)] struct Steep < 150 => linear 120 > loss = sum_squared }

/// A rule that goes by the sign of a slope alone would hide that it is infinite.
#[test]
fn a_slope_that_is_not_finite_stops_a_trainer() {
    let mut net = Steep::ZERO;
    let mut trainer = Trainer::new(Lion::default(), Settings::default());
    let (inputs, targets) = ([[3e38; 150]; 20], [[1e4; 120]; 20]);
    let error = trainer.step(&mut net, &inputs, &targets).unwrap_err();
    assert!(
        matches!(error, Error::Diverged { loss, .. } if loss.is_finite()),
        "{error}"
    );
    assert_eq!(net, Steep::ZERO);
}

#[test]
fn data_that_does_not_fit_changes_nothing() {
    let (mut net, mut gradient) = (Narrow::new(1), Narrow::ZERO);
    let before = net;
    let sgd = Sgd::default();
    let mut state = sgd.state(&net);
    let (x, none): (_, [[f32; 2]; 0]) = ([[1.0, 2.0]; 20], []);
    let mut learn =
        |x: &[[f32; 2]], t: &[u8]| sgd.learn_batch(&mut net, x, t, &mut gradient, &mut state);
    assert_eq!(learn(&none, &[]).unwrap_err(), Error::NoSamples);
    let lengths = Error::Lengths {
        inputs: 20,
        others: 19,
    };
    assert_eq!(learn(&x, &[1; 19]).unwrap_err(), lengths);
    let mut classes = [1; 20];
    classes[7] = 2;
    let label = Error::Label {
        sample: 7,
        classes: 2,
    };
    assert_eq!(learn(&x, &classes).unwrap_err(), label);
    assert_eq!(net, before);
}

/// A trainer whose steps need no gradient learns what one does whose steps take the other way.
#[test]
fn a_trainer_takes_either_way() {
    let mut rng = Rng::new(8);
    let (x, t) = (samples::<4>(&mut rng), samples::<3>(&mut rng));
    let sgd = Sgd {
        learning_rate: 0.05,
        ..Sgd::default()
    };
    let trained = |clip| {
        let mut net = Middle::new(2);
        let settings = Settings {
            epochs: 3,
            batch: 16,
            clip,
            ..Settings::default()
        };
        let mut trainer = Trainer::new(sgd, settings);
        let (mut x, mut t) = (x.clone(), t.clone());
        let report = trainer.fit(&mut net, &mut x, &mut t, |_, _| {
            std::ops::ControlFlow::Continue(())
        });
        (net, report.unwrap().loss)
    };
    // so large that nothing is ever clipped, which takes a gradient
    let (plain, by_gradient) = (
        trained(None),
        trained(Some(typed_nn::train::Clip::Norm(1e9))),
    );
    near("parameters", plain.0.as_slice(), by_gradient.0.as_slice());
    near("loss", &[plain.1], &[by_gradient.1]);
}
