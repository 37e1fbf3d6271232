//! Nothing is allocated: in no pass, no step, no epoch, no metric, no table.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fmt::{self, Write};
use std::hint::black_box;
use std::ops::ControlFlow;
use typed_nn::optimizer::*;
use typed_nn::schedule::{OneCycle, Plateau, Schedule, Scheduled};
use typed_nn::train::*;
use typed_nn::{Initializer, Noise, Parameters, Rng, network};

/// The system's allocator, which counts what each thread asks of it.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: the caller keeps the contract of `alloc`
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Runs `work`; says how often it allocated.
fn allocations<R>(work: impl FnOnce() -> R) -> usize {
    let before = COUNT.get();
    black_box(work());
    COUNT.get() - before
}

network! { struct Encoder< 4 => tanh 6 => gelu 5 > }
network! {
    struct Classifier< 4 => Encoder => relu 9 => { silu 12 => tanh 9 } + skip => softmax 3 >
}
network! { struct Personal< 4 => standardize => frozen Encoder => bias_only relu 9 => dropout(0.3) => layer_norm() => softmax 3 > }
network! { struct Regressor: f64< 4 => sigmoid 7 => linear 2 > loss = huber }

/// More than two chunks, and a rest.
const SAMPLES: usize = 70;

fn inputs<T: Copy>(scale: impl Fn(usize) -> T) -> [[T; 4]; SAMPLES] {
    std::array::from_fn(|s| std::array::from_fn(|i| scale(s * 7 + i * 3)))
}

fn classes() -> [usize; SAMPLES] {
    std::array::from_fn(|s| s % 3)
}

#[test]
fn the_counter_sees_a_vector() {
    assert_eq!(allocations(|| vec![1.0_f32; 10]), 1);
    assert_eq!(allocations(|| Box::new(black_box(1))), 1);
    assert_eq!(allocations(|| [1.0_f32; 10]), 0);
}

#[test]
fn passes() {
    let (inputs, classes) = (inputs(|k| (k as f32).sin()), classes());
    let mut gradient = Classifier::ZERO;
    assert_eq!(allocations(|| Classifier::new(1)), 0);
    let mut net = Classifier::new(1);
    assert_eq!(allocations(|| net.init(2)), 0);
    assert_eq!(
        allocations(|| net.init_with(Initializer::LecunNormal, 2)),
        0
    );
    assert_eq!(allocations(|| net.forward(inputs[0])), 0);
    let mut outputs = [[0.0; 3]; SAMPLES];
    assert_eq!(
        allocations(|| net.forward_batch(&inputs, &mut outputs).unwrap()),
        0
    );
    assert_eq!(allocations(|| net.trace(inputs[0])), 0);
    assert_eq!(
        allocations(|| net.gradient(inputs[0], 2_u8, &mut gradient)),
        0
    );
    let batch = || {
        net.gradient_batch(&inputs, &classes, &mut gradient)
            .unwrap()
    };
    assert_eq!(allocations(batch), 0);
    let backward = || {
        let trace = net.trace(inputs[0]);
        net.backward(inputs[0], &trace, &[1.0, 0.0, 0.0].into(), &mut gradient)
    };
    assert_eq!(allocations(backward), 0);
    assert_eq!(allocations(|| net.evaluate(&inputs, &classes).unwrap()), 0);
    let mistakes = || {
        assert!(net.evaluate(&inputs[..3], &classes).is_err());
        assert!(
            net.gradient_batch(&inputs[..1], &[9], &mut Classifier::new(0))
                .is_err()
        );
    };
    assert_eq!(allocations(mistakes), 0);
}

#[test]
fn frozen_parts_and_other_stages() {
    let (inputs, classes) = (inputs(|k| (k as f32).sin()), classes());
    let run = || {
        let (mut net, mut gradient) = (Personal::new(1), PersonalGradient::ZERO);
        net.layer1.fit(&inputs).unwrap();
        net.gradient(inputs[0], 2_u8, &mut gradient);
        net.gradient_batch_with(Noise::new(1), &inputs, &classes, &mut gradient)
            .unwrap();
        net.forward_batch(&inputs, &mut [[0.0; 3]; SAMPLES])
            .unwrap();
        let trace = net.trace(inputs[0]);
        net.backward(inputs[0], &trace, &[1.0, 0.0, 0.0].into(), &mut gradient);
        let mut trainer = Trainer::new(Adam::default(), Settings::default());
        trainer.step(&mut net, &inputs, &classes).unwrap()
    };
    assert_eq!(allocations(run), 0);
}

#[test]
fn steps() {
    fn step<O: Optimizer<f32>>(optimizer: O) -> usize {
        let (mut net, gradient) = (Classifier::new(1), Classifier::new(2));
        allocations(|| {
            let mut state = optimizer.state(&net);
            optimizer.step(&mut net, &gradient, &mut state);
            optimizer.step(&mut net, &gradient, &mut state);
        })
    }
    assert_eq!(step(Sgd::default()), 0);
    assert_eq!(step(Momentum::default()), 0);
    assert_eq!(step(Adam::default()), 0);
    assert_eq!(step(AdamW::default()), 0);
    assert_eq!(step(AmsGrad::default()), 0);
    assert_eq!(step(NAdam::default()), 0);
    assert_eq!(step(RAdam::default()), 0);
    assert_eq!(step(AdaMax::default()), 0);
    assert_eq!(step(RmsProp::default()), 0);
    assert_eq!(step(RmsPropMomentum::default()), 0);
    assert_eq!(step(Adagrad::default()), 0);
    assert_eq!(step(Adadelta::default()), 0);
    assert_eq!(step(Lion::default()), 0);
    let averaged = Averaged {
        optimizer: AdamW::default(),
        decay: 0.9,
    };
    assert_eq!(step(Grouped::new(averaged, decay_weights_only)), 0);
    let plateau = Plateau::new(0.1, 10);
    let schedule = OneCycle::new(20).every(2).then(40, &plateau);
    let optimizer = NAdam::default();
    assert_eq!(
        step(Scheduled {
            optimizer,
            schedule
        }),
        0
    );
    assert_eq!(allocations(|| plateau.check(1.0)), 0);

    let (mut net, samples, labels) = (
        Encoder::new(1),
        inputs(|k| (k as f32).sin()),
        [1_u8; SAMPLES],
    );
    let lbfgs = Lbfgs::<5> {
        line_search: LineSearch::StrongWolfe,
        ..Lbfgs::default()
    };
    let step = || {
        let mut state = lbfgs.state(&net);
        lbfgs.step(&mut net, &mut state, |net, gradient| {
            net.gradient_batch(&samples, &labels, gradient).unwrap()
        })
    };
    assert_eq!(allocations(step), 0);
}

#[test]
fn training() {
    let settings = Settings {
        epochs: 3,
        batch: 16,
        penalty: Penalty { l1: 1e-4, l2: 1e-4 },
        clip: Some(Clip::Norm(1.0)),
        ..Settings::default()
    };
    let (mut samples, mut labels) = (inputs(|k| (k as f32).sin()), classes());
    let classifier = || {
        let mut net = Classifier::new(1);
        let mut trainer = Trainer::new(Adam::default(), settings);
        let mut stopping = EarlyStopping::new(2);
        trainer.epoch(&mut net, &samples, &labels, 0).unwrap();
        trainer
            .fit(&mut net, &mut samples, &mut labels, |report, _| {
                stopping.check(report.loss)
            })
            .unwrap()
    };
    assert_eq!(allocations(classifier), 0);

    let mut samples = inputs(|k| (k as f64).cos());
    let mut targets = samples.map(|x| [x[0] + x[1], x[2] * x[3]]);
    let settings = Settings {
        epochs: 3,
        clip: Some(Clip::Value(0.1)),
        ..Settings::default()
    };
    let regressor = || {
        let mut net = Regressor::new(1);
        let mut trainer = Trainer::new(RmsPropMomentum::default(), settings);
        trainer
            .fit(&mut net, &mut samples, &mut targets, |_, _| {
                ControlFlow::Continue(())
            })
            .unwrap()
    };
    assert_eq!(allocations(regressor), 0);
}

#[test]
fn checkpoints() {
    let (mut samples, mut labels) = (inputs(|k| (k as f32).sin()), classes());
    let mut bytes = [0; 20_000];
    let run = || {
        let (mut net, mut stopping) = (Classifier::new(1), EarlyStopping::<f32>::new(2));
        let mut trainer = Trainer::new(NAdam::default(), Settings::default());
        let broken_off = trainer.fit(&mut net, &mut samples, &mut labels, |_, _| {
            ControlFlow::Break(())
        });
        broken_off.unwrap();
        let len = trainer.save(&net, &stopping, &mut bytes).unwrap();
        trainer
            .load(&mut net, &mut stopping, &bytes[..len])
            .unwrap();
        assert!(trainer.load(&mut net, &mut (), &bytes).is_err());
        let go_on = |_: &Report<f32>, _: &Classifier| ControlFlow::Continue(());
        trainer.resume(&mut net, &mut samples, &mut labels, go_on)
    };
    assert_eq!(allocations(run), 0);
}

#[test]
fn learning_from_a_stream() {
    let (samples, labels, mut rng) = (inputs(|k| (k as f32).sin()), classes(), Rng::new(1));
    let stream = || {
        let mut net = Classifier::new(1);
        let mut trainer = Trainer::new(Adam::default(), Settings::default());
        let mut replay = Replay::<[f32; 4], usize, 40>::new();
        let mut best = Best::new(EarlyStopping::new(5), Classifier::ZERO);
        let (mut inputs, mut targets) = ([[0.0; 4]; 5], [0; 5]);
        for (&x, &t) in samples.iter().zip(&labels) {
            replay.push(x, t);
            replay.draw(&mut rng, &mut inputs, &mut targets).unwrap();
            let score = trainer.step(&mut net, &inputs, &targets).unwrap();
            let _ = best.check(score.loss, &net);
        }
        best.restore(&mut net);
        net
    };
    assert_eq!(allocations(stream), 0);
}

#[test]
fn metrics() {
    let (net, samples, labels) = (Classifier::new(1), inputs(|k| (k as f32).sin()), classes());
    let counted = || {
        accuracy(&net, &samples, &labels).unwrap();
        top_k_accuracy(&net, &samples, &labels, 2).unwrap();
        log_loss(&net, &samples, &labels).unwrap();
        roc_auc(&net, &samples, &labels, 1, &mut [(0.0, false); SAMPLES]).unwrap();
        ConfusionMatrix::<3>::of(&net, &samples, &labels).unwrap()
    };
    assert_eq!(allocations(counted), 0);

    let (net, samples) = (Regressor::new(1), inputs(|k| (k as f64).cos()));
    let targets = samples.map(|x| [x[0], x[1]]);
    let measured = || {
        r_squared(&net, &samples, &targets).unwrap();
        root_mean_squared_error(&net, &samples, &targets).unwrap();
        mean_absolute_error(&net, &samples, &targets).unwrap()
    };
    assert_eq!(allocations(measured), 0);
}

/// Text in an array.
struct Page {
    text: [u8; 4096],
    len: usize,
}

impl Write for Page {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let place = self.text.get_mut(self.len..end).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

#[test]
fn tables() {
    let matrix = ConfusionMatrix {
        counts: [[10, 2], [0, 31]],
    };
    let net = Encoder::new(1);
    let mut page = Page {
        text: [0; 4096],
        len: 0,
    };
    let write = || -> fmt::Result {
        writeln!(page, "{}", Classifier::summary())?;
        writeln!(page, "{matrix}")?;
        writeln!(page, "{}", typed_nn::Error::NoSamples)?;
        writeln!(page, "{:?}", net.layer2.bias)?;
        writeln!(page, "{:?}", &net.as_slice()[..3])
    };
    assert_eq!(allocations(write), 0);
    assert!(page.text.starts_with(b"Classifier: f32, 4 inputs"));
}

#[test]
fn copies() {
    let (mut net, other) = (Classifier::new(1), Classifier::new(2));
    assert_eq!(allocations(|| net.copy_from(&other)), 0);
    assert_eq!(net.as_slice(), other.as_slice());
    assert_eq!(allocations(|| net.fill(0.5)), 0);
}
