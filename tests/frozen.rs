//! Frozen parts: no memory for them, no change in them, and everything else as without.

use std::mem::size_of;
use typed_nn::kernel::{Columns, Single};
use typed_nn::optimizer::*;
use typed_nn::train::{Clip, Memory, Penalty, Settings, Trainer};
use typed_nn::{Learn, Network, Parameters, Rng, Zeroed, network};

network! { #[derive(Clone, Debug, PartialEq)] struct Encoder< 6 => tanh 16 => relu 8 > }
network! { #[derive(Clone, Debug, PartialEq)] struct Whole< 6 => Encoder => gelu 5 => softmax 3 > }
network! { #[derive(Clone, Debug, PartialEq)] struct Head< 6 => frozen Encoder => gelu 5 => softmax 3 > }
network! { #[derive(Clone, Debug, PartialEq)] struct Last< 6 => Encoder => gelu 5 => frozen softmax 3 > }
network! { #[derive(Clone, Debug, PartialEq)] struct Mixed< 6 => bias_only Encoder => frozen gelu 5 => softmax 3 > }

const SAMPLES: usize = 70;

fn data() -> ([[f32; 6]; SAMPLES], [u8; SAMPLES]) {
    let mut rng = Rng::new(7);
    let inputs = std::array::from_fn(|_| std::array::from_fn(|_| rng.normal()));
    (inputs, std::array::from_fn(|_| rng.below(3) as u8))
}

/// Which parameters are trained.
fn trained<N: Network<Scalar = f32>>() -> Vec<bool> {
    let mut net = N::ZERO;
    net.each_trained(&mut |run| run.fill(1.0));
    net.as_slice().iter().map(|&mark| mark == 1.0).collect()
}

/// A network with the weights of another seed in every place, biases too.
fn random<N: Network<Scalar = f32>>() -> N {
    let (mut net, mut rng) = (N::ZERO, Rng::new(3));
    for w in net.as_mut_slice() {
        *w = 0.3 * rng.normal::<f32>();
    }
    net
}

#[test]
fn what_is_frozen_takes_no_room() {
    const F32: usize = size_of::<f32>();
    let (encoder, head) = (6 * 16 + 16 + 16 * 8 + 8, 8 * 5 + 5 + 5 * 3 + 3);
    assert_eq!(Whole::PARAMS, encoder + head);
    assert_eq!(size_of::<Head>(), size_of::<Whole>());
    assert_eq!(size_of::<HeadGradient>(), head * F32);
    assert_eq!(size_of::<LastGradient>(), (encoder + 8 * 5 + 5) * F32);
    assert_eq!(size_of::<MixedGradient>(), (16 + 8 + 5 * 3 + 3) * F32);

    fn states<N: Network<Scalar = f32>>() -> [usize; 4] {
        [
            size_of::<<Sgd as Optimizer<f32>>::State<N::Gradient>>(),
            size_of::<<Adam as Optimizer<f32>>::State<N::Gradient>>(),
            size_of::<LbfgsState<N::Gradient, 5>>(),
            size_of::<Memory<N, Adam>>(),
        ]
    }
    let (whole, frozen) = (states::<Whole>(), states::<Head>());
    assert_eq!(whole[0], frozen[0]);
    assert_eq!(whole[1] - frozen[1], 2 * encoder * F32);
    // two values for each direction, and gradient, direction, origin and what was kept
    assert!(whole[2] - frozen[2] >= 12 * encoder * F32);
    assert_eq!(whole[3] - frozen[3], 4 * encoder * F32);

    // of the frozen encoder only the outputs stay
    let single = size_of::<WholeTrace<Single>>() - size_of::<HeadTrace<Single>>();
    assert_eq!(single, 16 * F32);
    let chunk = size_of::<WholeTrace<Columns>>() - size_of::<HeadTrace<Columns>>();
    assert!(chunk >= 32 * 16 * F32);
}

/// Trains for some epochs; the frozen parameters keep every bit, the others change.
fn check<N, O>(optimizer: O)
where
    N: Learn<[f32; 6], u8> + Network<Scalar = f32> + PartialEq + std::fmt::Debug,
    O: Optimizer<f32>,
{
    let (mut inputs, mut classes) = data();
    let mut net = random::<N>();
    let before: Vec<f32> = net.as_slice().to_vec();
    let settings = Settings {
        epochs: 3,
        batch: 16,
        clip: Some(Clip::Norm(1.0)),
        penalty: Penalty { l1: 1e-3, l2: 1e-3 },
        ..Settings::default()
    };
    let mut trainer = Trainer::new(optimizer, settings);
    let going_on = |_: &_, _: &N| std::ops::ControlFlow::Continue(());
    trainer
        .fit(&mut net, &mut inputs, &mut classes, going_on)
        .unwrap();
    let mut changed = [0, 0];
    for ((&a, &b), &is_trained) in before.iter().zip(net.as_slice()).zip(&trained::<N>()) {
        changed[usize::from(is_trained)] += usize::from(a.to_bits() != b.to_bits());
    }
    assert_eq!(changed[0], 0, "{}", O::NAME);
    assert!(
        changed[1] * 2 > N::Gradient::PARAMS,
        "{}: {changed:?}",
        O::NAME
    );
}

#[test]
fn no_optimiser_changes_what_is_frozen() {
    fn all<N>()
    where
        N: Learn<[f32; 6], u8> + Network<Scalar = f32> + PartialEq + std::fmt::Debug,
    {
        check::<N, _>(Sgd {
            weight_decay: 0.1,
            ..Sgd::default()
        });
        check::<N, _>(Momentum::default());
        check::<N, _>(Adam::default());
        check::<N, _>(AdamW::default());
        check::<N, _>(AmsGrad::default());
        check::<N, _>(NAdam::default());
        check::<N, _>(RAdam::default());
        check::<N, _>(AdaMax::default());
        check::<N, _>(RmsProp::default());
        check::<N, _>(RmsPropMomentum::default());
        check::<N, _>(Adagrad::default());
        check::<N, _>(Adadelta::default());
        check::<N, _>(Lion::default());
        check::<N, _>(Averaged {
            optimizer: Grouped::new(AdamW::default(), decay_weights_only),
            decay: 0.9,
        });
    }
    all::<Head>();
    all::<Last>();
    all::<Mixed>();
}

#[test]
fn lbfgs_descends_by_what_is_trained() {
    let (inputs, classes) = data();
    let mut net = random::<Mixed>();
    let before = net.clone();
    let lbfgs = Lbfgs::<5> {
        line_search: LineSearch::StrongWolfe,
        ..Lbfgs::default()
    };
    let mut state = lbfgs.state(&net);
    let evaluate = |net: &Mixed, gradient: &mut MixedGradient| {
        net.gradient_batch(&inputs, &classes, gradient).unwrap()
    };
    let first = lbfgs.step(&mut net, &mut state, evaluate);
    let last = net.evaluate(&inputs, &classes).unwrap().loss;
    assert!(last < 0.95 * first, "{first} {last}");
    let pairs = before.as_slice().iter().zip(net.as_slice());
    for ((a, b), is_trained) in pairs.zip(trained::<Mixed>()) {
        assert!(is_trained || a == b);
    }
}

/// What is trained has the very gradient that it has where nothing is frozen.
#[test]
fn gradients_are_those_of_the_whole() {
    fn check<N: Learn<[f32; 6], u8> + Network<Scalar = f32>>() {
        let (inputs, classes) = data();
        let (whole, net) = (random::<Whole>(), random::<N>());
        assert_eq!(whole.as_slice(), net.as_slice());
        for samples in [1, 5, SAMPLES] {
            let (inputs, classes) = (&inputs[..samples], &classes[..samples]);
            let (mut of_whole, mut of_net) = (Whole::ZERO, N::Gradient::ZERO);
            let score = Learn::gradient_batch(&whole, inputs, classes, &mut of_whole);
            assert_eq!(
                Learn::gradient_batch(&net, inputs, classes, &mut of_net),
                score
            );
            let trained = of_whole.as_slice().iter().zip(trained::<N>());
            let expected: Vec<_> = trained.filter_map(|(&g, is)| is.then_some(g)).collect();
            for (a, b) in expected.iter().zip(of_net.as_slice()) {
                assert!((a - b).abs() <= 1e-6 * a.abs().max(0.1), "{a} {b}");
            }
            assert_eq!(expected.len(), N::Gradient::PARAMS);
        }
    }
    check::<Head>();
    check::<Last>();
    check::<Mixed>();
}

#[test]
fn a_run_goes_on_from_its_checkpoint() {
    let (inputs, classes) = data();
    let settings = Settings {
        epochs: 4,
        batch: 16,
        ..Settings::default()
    };
    let run = |stop_after: usize| {
        let (mut inputs, mut classes) = (inputs, classes);
        let mut net = random::<Mixed>();
        let mut trainer = Trainer::new(Adam::default(), settings);
        let until = |report: &typed_nn::train::Report<f32>, _: &Mixed| match report.epoch + 1
            == stop_after
        {
            true => std::ops::ControlFlow::Break(()),
            false => std::ops::ControlFlow::Continue(()),
        };
        trainer
            .fit(&mut net, &mut inputs, &mut classes, until)
            .unwrap();
        (net, trainer)
    };
    let (expected, _) = run(4);
    let (half, trainer) = run(2);
    let mut bytes = vec![0; 10_000];
    let len = trainer.save(&half, &(), &mut bytes).unwrap();

    let mut net = Mixed::ZERO;
    let mut trainer = Trainer::new(Adam::default(), settings);
    trainer.load(&mut net, &mut (), &bytes[..len]).unwrap();
    assert_eq!(net, half);
    let (mut inputs, mut classes) = (inputs, classes);
    let going_on = |_: &_, _: &Mixed| std::ops::ControlFlow::Continue(());
    trainer
        .resume(&mut net, &mut inputs, &mut classes, going_on)
        .unwrap();
    assert_eq!(net, expected);
}

/// Freezing changes nothing about files: the whole network's weights are the frozen one's.
#[test]
fn weights_are_those_of_the_whole() {
    let whole = random::<Whole>();
    let mut file = vec![0; 10_000];
    let len = whole.save(&mut file).unwrap();
    let mut head = Head::ZERO;
    head.load(&file[..len]).unwrap();
    assert_eq!(head.as_slice(), whole.as_slice());
    assert_eq!(Head::SHAPE.topology(), Whole::SHAPE.topology());
}

#[test]
fn the_summary_says_what_is_trained() {
    let table = "\
Mixed: f32, 6 inputs
layer   stage              shape  parameters  MACs  bytes  trained
layer1  bias_only Encoder  6 → 8         248   224    992       24
layer2  frozen gelu 5      8 → 5          45    40    180        0
layer3  softmax 3          5 → 3          18    15     72       18
total                      6 → 3         311   279   1244       42";
    assert_eq!(Mixed::summary().to_string(), table);
}
