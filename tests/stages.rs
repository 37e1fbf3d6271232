//! `layer_norm()`, `dropout(p)` and `standardize`: against PyTorch and scikit-learn, and what they promise.

use serde_json::Value;
use std::ops::ControlFlow;
use typed_nn::optimizer::*;
use typed_nn::train::{Penalty, Report, Settings, Trainer};
use typed_nn::{Error, Network, Noise, Parameters, Rng, network};

mod common;
use common::{array, assert_close, golden, largest_error, number, numbers};

const TOLERANCE: f64 = 1e-13;

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Normed: f64 <
        4 => tanh 6 => layer_norm() => relu 5 => layer_norm(0.1) => linear 3
    > loss = cross_entropy
}
network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Frozen: f64 <
        4 => frozen tanh 6 => frozen layer_norm() => bias_only relu 5 => layer_norm(0.1) => linear 3
    > loss = cross_entropy
}

/// PyTorch's parameters in our order: of a matrix its columns, then the bias.
fn parameters(json: &Value) -> Vec<f64> {
    let mut parameters = vec![];
    for layer in ["0", "2", "3", "5", "6"] {
        let bias = numbers(&json[format!("{layer}.bias")]);
        let weights = numbers(&json[format!("{layer}.weight")]);
        let inputs = weights.len() / bias.len();
        for input in 0..inputs {
            parameters.extend(weights.iter().skip(input).step_by(inputs));
        }
        parameters.extend(bias);
    }
    parameters
}

struct Data {
    json: Value,
    x: [[f64; 4]; 12],
    classes: [u8; 12],
}

fn data() -> Data {
    let json = golden("torch_stages.json");
    let x = array(numbers(&json["x"]).as_chunks().0);
    let classes = array::<f64, 12>(&numbers(&json["y"])).map(|class| class as u8);
    Data { json, x, classes }
}

#[test]
fn layer_norm_as_in_pytorch() {
    let Data { json, x, classes } = data();
    let mut net = Normed::ZERO;
    net.as_mut_slice()
        .copy_from_slice(&parameters(&json["init"]));
    let mut outputs = [[0.0; 3]; 12];
    net.forward_batch(&x, &mut outputs).unwrap();
    let logits = numbers(&json["logits"]);
    assert_close("logits", outputs.as_flattened(), &logits, TOLERANCE);

    let mut gradient = Normed::ZERO;
    let loss = net.gradient_batch(&x, &classes, &mut gradient).unwrap();
    assert_close("loss", &[loss], &[number(&json["loss"])], TOLERANCE);
    let expected = parameters(&json["gradient"]);
    assert_close("gradient", gradient.as_slice(), &expected, TOLERANCE);

    // one by one, and ∂L/∂x
    let mut sum = Normed::ZERO;
    let mut of_inputs = vec![];
    for (x, &class) in x.iter().zip(&classes) {
        net.gradient(x, class, &mut sum);
        let trace = net.trace(x);
        let logits = net.forward(x);
        let total: f64 = logits.iter().map(|z| z.exp()).sum();
        let mut delta = logits.map(|z| z.exp() / total);
        delta[usize::from(class)] -= 1.0;
        let of_input = net.backward(x, &trace, &delta, &mut Normed::new(0));
        of_inputs.extend(of_input.iter().copied());
    }
    let mean: Vec<f64> = sum.as_slice().iter().map(|g| g / 12.0).collect();
    assert_close("sum", &mean, &expected, TOLERANCE);
    assert_close(
        "inputs",
        &of_inputs,
        &numbers(&json["input_gradient"]),
        TOLERANCE,
    );
}

/// The parameters after 15 steps over all samples.
fn trained<N, O>(optimizer: O) -> (f64, N)
where
    N: typed_nn::Learn<[f64; 4], u8> + Network<Scalar = f64>,
    O: Optimizer<f64>,
{
    let Data {
        json,
        mut x,
        mut classes,
    } = data();
    let mut net = N::ZERO;
    net.as_mut_slice()
        .copy_from_slice(&parameters(&json["init"]));
    let settings = Settings {
        epochs: 15,
        batch: 12,
        shuffle: false,
        ..Settings::default()
    };
    let mut trainer = Trainer::new(optimizer, settings);
    let going_on = |_: &Report<f64>, _: &N| ControlFlow::Continue(());
    let report = trainer
        .fit(&mut net, &mut x, &mut classes, going_on)
        .unwrap();
    (report.loss, net)
}

#[test]
fn training_as_in_pytorch() {
    let json = golden("torch_stages.json");
    let check = |setting: &str, loss: f64, net: &[f64]| {
        let expected = &json[setting];
        assert_close(setting, &[loss], &[number(&expected["loss"])], TOLERANCE);
        assert_close(setting, net, &parameters(&expected["final"]), TOLERANCE);
    };
    let momentum = Momentum {
        learning_rate: 0.05,
        momentum: 0.9,
        ..Momentum::default()
    };
    let (loss, net) = trained::<Normed, _>(momentum);
    check("momentum", loss, net.as_slice());
    let (loss, net) = trained::<Normed, _>(Adam {
        learning_rate: 0.01,
        ..Adam::default()
    });
    check("adam", loss, net.as_slice());
    let adamw = AdamW {
        learning_rate: 0.01,
        weight_decay: 0.1,
        ..AdamW::default()
    };
    let (loss, net) = trained::<Frozen, _>(adamw);
    check("frozen", loss, net.as_slice());
    // PyTorch counts what does not learn in none of its states either
    assert_eq!(FrozenGradient::PARAMS, 5 + 10 + 18);
}

/// γ is at home at 1: weight decay for weights and penalties leave it alone, as they do biases.
#[test]
fn what_draws_weights_to_0_spares_the_scale() {
    let mut net = Normed::new(1);
    let mut gradient = Normed::ZERO;
    let penalty = Penalty { l1: 0.5, l2: 0.5 };
    penalty.add(&mut net, &mut gradient);
    assert!(gradient.layer1.weights.iter().all(|&g| g != 0.0));
    assert!(gradient.layer2.weights.iter().all(|&g| g == 0.0));

    let adamw = AdamW {
        weight_decay: 0.5,
        ..AdamW::default()
    };
    let optimizer = Grouped::new(adamw, decay_weights_only);
    let (before, mut state) = (net.clone(), optimizer.state(&net));
    optimizer.step(&mut net, &Normed::ZERO, &mut state);
    assert_ne!(net.layer1, before.layer1);
    assert_eq!(net.layer2, before.layer2);
}

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Dropping: f64 < 3 => dropout(0.3) => tanh 200 => dropout(0.5) => linear 2 >
}

/// What stands behind the dropout of 0.5, from the gradient of the last layer's weights.
fn kept(net: &Dropping, noise: Noise) -> Vec<bool> {
    let mut gradient = Dropping::ZERO;
    net.gradient_with(noise, [0.3, 0.2, 0.1], [1.0, 1.0], &mut gradient);
    let weights = gradient.layer4.weights;
    weights.row(0).iter().map(|&g| g != 0.0).collect()
}

#[test]
fn dropout_drops_as_many_as_asked_and_scales_as_pytorch() {
    // what is left of a 1 is what PyTorch makes of it
    network! { struct Bare: f64 < 1000 => dropout(0.3) => linear 1 > }
    let mut net = Bare::new(1);
    net.layer2.weights.fill(1.0);
    let mut gradient = Bare::ZERO;
    net.gradient_with(Noise::new(1), [1.0; 1000], [0.0], &mut gradient);
    let delta = gradient.layer2.bias[0];
    let mut values: Vec<f64> = gradient.layer2.weights.iter().map(|g| g / delta).collect();
    let (mean, count) = (values.iter().sum::<f64>() / 1000.0, values.len());
    let dropped = values.iter().filter(|&&v| v == 0.0).count();
    // three standard deviations of a binomial distribution
    assert!(
        (dropped as f64 - 300.0).abs() < 3.0 * (1000.0_f64 * 0.3 * 0.7).sqrt(),
        "{dropped}"
    );
    assert!((mean - 1.0).abs() < 0.1, "{mean}");
    values.sort_by(f64::total_cmp);
    values.dedup_by(|a, b| (*a - *b).abs() < 1e-12);
    let expected = numbers(&golden("torch_stages.json")["dropout_values"]);
    assert!(
        count == 1000 && largest_error(&values, &expected) < 1e-7,
        "{values:?}"
    );
}

#[test]
fn dropout_is_a_function_of_its_seed() {
    let net = Dropping::new(1);
    let first = kept(&net, Noise::new(1));
    assert_eq!(first, kept(&net, Noise::new(1)));
    assert_ne!(first, kept(&net, Noise::new(2)));
    // the two stages draw different numbers, and so do the samples of a batch
    let mut gradient = Dropping::ZERO;
    let (x, t) = ([[0.3, 0.2, 0.1]; 2], [[1.0, 1.0]; 2]);
    net.gradient_batch_with(Noise::new(1), &x, &t, &mut gradient)
        .unwrap();
    let either = gradient
        .layer4
        .weights
        .row(0)
        .iter()
        .filter(|&&g| g != 0.0)
        .count();
    assert!(
        (130..170).contains(&either),
        "{either} of 200 should be about 150"
    );
    // without noise there is none
    assert!(kept(&net, Noise::NONE).iter().all(|&kept| kept));
    assert_eq!(net.forward(x[0]), net.forward(x[1]));
}

/// What was dropped is drawn again on the way back: a mask takes no memory.
#[test]
fn dropout_keeps_no_mask() {
    network! { struct With: f64 < 3 => dropout(0.3) > }
    let values = size_of::<[f64; 3]>();
    assert!(size_of::<WithTrace>() <= values + 4 * size_of::<u64>());
    // and the same is drawn: ∂L/∂x of Σ y is 0 where y is, else 1 / 0.7
    network! { struct Wide: f64 < 100 => dropout(0.3) => linear 1 > }
    network! { struct Around: f64 < 100 => linear 100 => Wide > }
    let mut net = Around::ZERO;
    net.layer2.layer2.weights.fill(1.0);
    net.layer1.bias.fill(1.0);
    let mut gradient = Around::ZERO;
    net.gradient_with(Noise::new(3), [0.0; 100], [0.0], &mut gradient);
    let delta = gradient.layer2.layer2.bias[0];
    let kept = gradient.layer2.layer2.weights.iter().map(|g| g / delta);
    let slopes = gradient.layer1.bias.iter().map(|g| g / delta);
    let pairs: Vec<_> = kept.zip(slopes).collect();
    assert!(pairs.iter().all(|(y, slope)| (y - slope).abs() < 1e-12));
    assert!(pairs.iter().any(|(y, _)| *y == 0.0));
}

/// A sample's mask does not depend on what stands before it in its chunk.
#[test]
fn a_batch_is_the_sum_of_its_samples() {
    let (net, mut rng) = (Dropping::new(1), Rng::new(2));
    const SAMPLES: usize = 75;
    let x: [[f64; 3]; SAMPLES] = std::array::from_fn(|_| std::array::from_fn(|_| rng.normal()));
    let t = x.map(|x| [x[0] * x[1], x[2]]);
    let batch = |len: usize| {
        let mut gradient = Dropping::ZERO;
        let loss = net
            .gradient_batch_with(Noise::new(9), &x[..len], &t[..len], &mut gradient)
            .unwrap();
        let sum = gradient.as_slice().iter().map(|g| g * len as f64);
        (loss * len as f64, sum.collect::<Vec<_>>())
    };
    // the last sample's share, from two batches that are cut differently
    let share = |len: usize| {
        let ((a, b), (c, d)) = (batch(len), batch(len - 1));
        let difference: Vec<f64> = b.iter().zip(&d).map(|(b, d)| b - d).collect();
        (a - c, difference)
    };
    for len in [2, 33, 64, 65, SAMPLES] {
        let (loss, gradient) = share(len);
        let place = len - 1;
        let mut permuted = x;
        permuted[..place].reverse();
        let mut targets = t;
        targets[..place].reverse();
        let mut whole = Dropping::ZERO;
        let with = net
            .gradient_batch_with(Noise::new(9), &permuted[..len], &targets[..len], &mut whole)
            .unwrap();
        let mut rest = Dropping::ZERO;
        let without = net
            .gradient_batch_with(
                Noise::new(9),
                &permuted[..place],
                &targets[..place],
                &mut rest,
            )
            .unwrap();
        let expected = with * len as f64 - without * place as f64;
        assert!((loss - expected).abs() < 1e-10, "{loss} {expected}");
        let pairs = whole.as_slice().iter().zip(rest.as_slice());
        let expected: Vec<f64> = pairs
            .map(|(a, b)| a * len as f64 - b * place as f64)
            .collect();
        assert!(largest_error(&gradient, &expected) < 1e-10);
    }
}

#[test]
fn the_gradient_under_dropout_is_the_slope() {
    let (net, noise) = (Dropping::new(3), Noise::new(4));
    let (x, t) = (
        [[0.3, -0.2, 0.9], [1.0, 0.5, -0.4]],
        [[1.0, -1.0], [0.2, 0.1]],
    );
    let mut gradient = Dropping::ZERO;
    net.gradient_batch_with(noise, &x, &t, &mut gradient)
        .unwrap();
    let loss = |net: &Dropping| {
        net.gradient_batch_with(noise, &x, &t, &mut Dropping::new(0))
            .unwrap()
    };
    for place in (0..Dropping::PARAMS).step_by(7) {
        let h = 1e-5;
        let mut moved = net.clone();
        moved.as_mut_slice()[place] += h;
        let above = loss(&moved);
        moved.as_mut_slice()[place] -= 2.0 * h;
        let slope = (above - loss(&moved)) / (2.0 * h);
        let analytic = gradient.as_slice()[place];
        assert!(
            (slope - analytic).abs() < 1e-8,
            "{place}: {analytic} {slope}"
        );
    }
}

#[test]
fn runs_with_dropout_resume_with_the_same_bits() {
    let mut rng = Rng::new(2);
    let x: [[f64; 3]; 40] = std::array::from_fn(|_| std::array::from_fn(|_| rng.normal()));
    let t = x.map(|x| [x[0], x[1] - x[2]]);
    let settings = |seed| Settings {
        epochs: 4,
        batch: 16,
        seed,
        ..Settings::default()
    };
    let run = |seed, stop_after: usize| {
        let (mut net, mut x, mut t) = (Dropping::new(1), x, t);
        let mut trainer = Trainer::new(Adam::default(), settings(seed));
        let until = |report: &Report<f64>, _: &Dropping| match report.epoch + 1 == stop_after {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        trainer.fit(&mut net, &mut x, &mut t, until).unwrap();
        (net, trainer)
    };
    let (expected, _) = run(1, 4);
    assert_eq!(run(1, 4).0, expected);
    assert_ne!(run(2, 4).0, expected);

    let (half, trainer) = run(1, 2);
    let mut bytes = vec![0; 60_000];
    let len = trainer.save(&half, &(), &mut bytes).unwrap();
    let mut net = Dropping::ZERO;
    let mut trainer = Trainer::new(Adam::default(), settings(1));
    trainer.load(&mut net, &mut (), &bytes[..len]).unwrap();
    let (mut x, mut t) = (x, t);
    let going_on = |_: &Report<f64>, _: &Dropping| ControlFlow::Continue(());
    trainer.resume(&mut net, &mut x, &mut t, going_on).unwrap();
    assert_eq!(net, expected);
}

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Raw: f64 < 5 => scaler: standardize => tanh 4 => linear 2 >
}
network! { struct Scaled: f64 < 5 => tanh 4 => linear 2 > }

#[test]
fn standardize_as_scikit_learn() {
    let json = golden("sklearn_scaler.json");
    let inputs: Vec<[f64; 5]> = numbers(&json["x"]).as_chunks().0.to_vec();
    let mut net = Raw::new(1);
    net.scaler.fit(&inputs).unwrap();
    assert_close(
        "mean",
        net.scaler.mean.as_slice(),
        &numbers(&json["mean"]),
        1e-13,
    );
    assert_close(
        "std",
        net.scaler.std.as_slice(),
        &numbers(&json["scale"]),
        1e-12,
    );

    // a network on raw inputs is one on what scikit-learn makes of them
    let (mut scaled, targets) = (Scaled::new(1), vec![[1.0, -1.0]; inputs.len()]);
    scaled.as_mut_slice().copy_from_slice(&net.as_slice()[10..]);
    let standard: Vec<[f64; 5]> = numbers(&json["z"]).as_chunks().0.to_vec();
    let (mut of_raw, mut of_scaled) = (RawGradient::ZERO, Scaled::ZERO);
    let a = net.gradient_batch(&inputs, &targets, &mut of_raw).unwrap();
    let b = scaled
        .gradient_batch(&standard, &targets, &mut of_scaled)
        .unwrap();
    assert_close("loss", &[a], &[b], 1e-12);
    assert_close("gradient", of_raw.as_slice(), of_scaled.as_slice(), 1e-11);
    assert_eq!(RawGradient::PARAMS, Scaled::PARAMS);
    for (x, z) in inputs.iter().zip(&standard) {
        assert_close(
            "outputs",
            net.forward(x).as_slice(),
            scaled.forward(z).as_slice(),
            1e-12,
        );
    }
}

#[test]
fn standardize_is_not_trained_and_travels_with_the_weights() {
    let mut rng = Rng::new(4);
    let mut x: [[f64; 5]; 30] =
        std::array::from_fn(|_| std::array::from_fn(|_| 9.0 + rng.normal::<f64>()));
    let mut t = x.map(|x| [x[0], x[1]]);
    let mut net = Raw::new(1);
    net.scaler.fit(&x).unwrap();
    let fitted = net.scaler;
    let mut trainer = Trainer::new(
        Sgd {
            weight_decay: 0.1,
            ..Sgd::default()
        },
        Settings {
            epochs: 3,
            ..Settings::default()
        },
    );
    trainer
        .fit(&mut net, &mut x, &mut t, |_, _| ControlFlow::Continue(()))
        .unwrap();
    assert_eq!(net.scaler, fitted);

    let mut file = vec![0; 2_000];
    let len = net.save(&mut file).unwrap();
    let text = String::from_utf8_lossy(&file[..len]);
    assert!(text.contains("scaler.mean") && text.contains("scaler.std"));
    let mut again = Raw::ZERO;
    again.load(&file[..len]).unwrap();
    assert_eq!(again, net);
}

#[test]
fn standardize_refuses_bad_data_and_keeps_what_it_has() {
    let mut net = Raw::new(1);
    net.scaler.fit(&[[1.0; 5], [2.0; 5]]).unwrap();
    let before = net.clone();
    assert_eq!(net.scaler.fit(&[[0.0; 5]; 0]), Err(Error::NoSamples));
    for bad in [f64::NAN, f64::INFINITY] {
        let x = [[1.0; 5], [2.0, 3.0, bad, 4.0, 5.0]];
        assert_eq!(net.scaler.fit(&x), Err(Error::NotFinite { sample: 1 }));
    }
    assert_eq!(net, before);
}

/// Dropout has no tensors: weights trained with it are those of a network without.
#[test]
fn files_do_not_know_of_dropout() {
    network! { struct With< 2 => first: relu 8 => dropout(0.2) => last: linear 1 > }
    network! { struct Without< 2 => first: relu 8 => last: linear 1 > }
    let with = With::new(1);
    let mut file = vec![0; 2_000];
    let len = with.save(&mut file).unwrap();
    let mut without = Without::ZERO;
    without.load(&file[..len]).unwrap();
    assert_eq!(without.as_slice(), with.as_slice());
    assert_eq!(
        <With as Network>::Gradient::ZERO.as_slice().len(),
        With::PARAMS
    );
}
