//! The same bits on any number of threads.

use rayon::ThreadPoolBuilder;
use std::ops::ControlFlow;
use typed_nn::optimizer::Adam;
use typed_nn::train::{Clip, Settings, Trainer};
use typed_nn::{Error, Learn, Noise, Parallel, Parameters, Rng, Scalar, network};

mod common;

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Net< 6 => standardize => relu 40 => layer_norm() => dropout(0.2) => tanh 9 => softmax 4 >
}
network! { #[derive(Clone, Debug, PartialEq)] struct Wide: f64 < 6 => gelu 70 => linear 3 > }

const THREADS: [usize; 4] = [1, 2, 3, 8];

fn samples(count: usize) -> (Vec<[f32; 6]>, Vec<u8>) {
    let mut rng = Rng::new(count as u64);
    let inputs = (0..count).map(|_| std::array::from_fn(|_| rng.normal()));
    let inputs = inputs.collect();
    (inputs, (0..count).map(|_| rng.below(4) as u8).collect())
}

#[track_caller]
fn near<T: Scalar>(kind: &str, got: &[T], expected: &[T]) {
    let tolerance = common::allowed::<T>(kind) * common::epsilon::<T>();
    for (got, expected) in got.iter().zip(expected) {
        let off = (got.to_f64() - expected.to_f64()).abs();
        assert!(off < tolerance, "{kind}: {got}, not {expected}");
    }
}

/// What `work` gives on each number of threads, if that is always the same.
fn on_all<R: PartialEq + std::fmt::Debug + Send>(work: impl Fn() -> R + Sync) -> R {
    let on = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(&work)
    };
    let first = on(1);
    for threads in THREADS {
        assert_eq!(on(threads), first, "{threads} threads");
    }
    first
}

#[test]
fn gradients_have_the_same_bits_on_any_number_of_threads() {
    let mut rng = Rng::new(5);
    let random = std::iter::repeat_with(|| rng.below(3000)).take(12);
    for count in [0, 1, 31, 32, 33, 127, 128, 129, 1024]
        .into_iter()
        .chain(random)
    {
        let (inputs, classes) = samples(count);
        let net = Parallel { net: Net::new(1) };
        let noise = Noise::new(3);
        let run = || {
            let mut gradient = NetGradient::ZERO;
            let score = net.gradient_batch_with(noise, &inputs, &classes, &mut gradient);
            (score.loss.to_bits(), score.metric.to_bits(), gradient)
        };
        let (loss, _, gradient) = on_all(run);

        // up to rounding it is what one thread gives without this type
        let mut expected = NetGradient::ZERO;
        let score = Learn::gradient_batch_with(&net.net, noise, &inputs, &classes, &mut expected);
        near("parallel", &[f32::from_bits(loss)], &[score.loss]);
        near("parallel", gradient.as_slice(), expected.as_slice());
    }
}

#[test]
fn double_precision_agrees_to_its_last_digits() {
    let mut rng = Rng::new(7);
    let inputs: Vec<[f64; 6]> = (0..500)
        .map(|_| std::array::from_fn(|_| rng.normal()))
        .collect();
    let targets: Vec<[f64; 3]> = inputs.iter().map(|x| [x[0], x[1] * x[2], x[3]]).collect();
    let mut net = Wide::new(2);
    let (mut serial, mut shared) = (Wide::ZERO, Wide::ZERO);
    let a = net.gradient_batch(&inputs, &targets, &mut serial).unwrap();
    let b = Parallel::of(&mut net).gradient_batch(&inputs, &targets, &mut shared);
    common::assert_allowed("loss", &[b.loss], &[a], "parallel");
    near("parallel", shared.as_slice(), serial.as_slice());
}

#[test]
fn whole_runs_have_the_same_bits() {
    let settings = Settings {
        epochs: 3,
        batch: 300,
        clip: Some(Clip::Norm(1.0)),
        ..Settings::default()
    };
    let run = || {
        let ((mut inputs, mut classes), mut net) = (samples(1000), Net::new(4));
        net.layer1.fit(&inputs).unwrap();
        let mut trainer = Trainer::new(Adam::default(), settings);
        let net_of_all = Parallel::of(&mut net);
        let before = net_of_all.evaluate_each(&inputs, &classes, |_| {}).unwrap();
        let going_on = |_: &_, _: &_| ControlFlow::Continue(());
        let report = trainer
            .fit(net_of_all, &mut inputs, &mut classes, going_on)
            .unwrap();
        assert!(report.loss < before.loss);
        // a checkpoint is that of the network itself
        let mut bytes = vec![0; 30_000];
        let len = trainer
            .save(Parallel::of(&mut net), &(), &mut bytes)
            .unwrap();
        let mut alone = Trainer::<Net, _, _>::new(Adam::default(), settings);
        let mut again = Net::ZERO;
        alone.load(&mut again, &mut (), &bytes[..len]).unwrap();
        assert_eq!(again, net);
        net
    };
    on_all(run);
}

#[test]
fn bad_data_is_refused_as_ever() {
    let (inputs, mut classes) = samples(200);
    classes[150] = 4;
    let mut net = Net::new(1);
    let mut trainer = Trainer::new(Adam::default(), Settings::default());
    let error = trainer
        .epoch(Parallel::of(&mut net), &inputs, &classes, 0)
        .unwrap_err();
    let expected = Error::Label {
        sample: 150,
        classes: 4,
    };
    assert_eq!(error, expected);
}

#[test]
fn evaluation_has_the_same_bits_on_any_number_of_threads() {
    for count in [1, 31, 33, 500, 2048, 2049, 5000] {
        let (inputs, classes) = samples(count);
        let net = Parallel { net: Net::new(2) };
        let (loss, metric) = on_all(|| {
            let score = net.evaluate(&inputs, &classes).unwrap();
            (score.loss.to_bits(), score.metric.to_bits())
        });
        let expected = net.net.evaluate(&inputs, &classes).unwrap();
        near("parallel", &[f32::from_bits(loss)], &[expected.loss]);
        near(
            "parallel metric",
            &[f32::from_bits(metric)],
            &[expected.metric],
        );
    }
}

#[test]
fn outputs_are_those_of_one_thread() {
    for count in [0, 1, 31, 33, 500, 2048, 2049, 5000] {
        let (inputs, _) = samples(count);
        let net = Parallel { net: Net::new(2) };
        let mut expected = vec![[0.0; 4]; count];
        net.net.forward_batch(&inputs, &mut expected).unwrap();
        let outputs = on_all(|| {
            let mut outputs = vec![[0.0; 4]; count];
            net.forward_batch(&inputs, &mut outputs).unwrap();
            outputs
        });
        assert_eq!(outputs, expected);
    }
}

#[test]
fn reading_passes_refuse_bad_data_and_write_nothing() {
    let (inputs, mut classes) = samples(500);
    let net = Parallel { net: Net::new(2) };
    let lengths = Error::Lengths {
        inputs: 500,
        others: 499,
    };
    let mut outputs = vec![[7.0_f32; 4]; 499];
    assert_eq!(net.forward_batch(&inputs, &mut outputs), Err(lengths));
    assert!(outputs.iter().flatten().all(|&output| output == 7.0));
    assert_eq!(net.evaluate(&inputs, &classes[1..]), Err(lengths));
    assert_eq!(
        net.evaluate(&inputs[..0], &classes[..0]),
        Err(Error::NoSamples)
    );
    // counted from the first sample, not from that of a stretch
    classes[444] = 4;
    let label = Error::Label {
        sample: 444,
        classes: 4,
    };
    assert_eq!(net.evaluate(&inputs, &classes), Err(label));
}
