//! Training that was stopped and resumed is training that was not.

use std::ops::ControlFlow::{Break, Continue};
use typed_nn::optimizer::*;
use typed_nn::schedule::{Cosine, Plateau, Schedule, Scheduled};
use typed_nn::train::{
    Best, CheckpointError, EarlyStopping, Memory, Saved, Settings, Trainer, load_checkpoint,
    save_checkpoint,
};
use typed_nn::{Rng, network};

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Net: f64< 2 => tanh 5 => softmax 3 >
}

const SETTINGS: fn() -> Settings<f64> = || Settings {
    epochs: 6,
    batch: 4,
    seed: 5,
    ..Settings::default()
};

/// Ten samples in three classes.
fn data() -> (Vec<[f64; 2]>, Vec<u8>) {
    let mut rng = Rng::new(8);
    let sample = |i: u8| ([rng.normal(), rng.normal()], i % 3);
    (0..10).map(sample).unzip()
}

fn trainer<O: Optimizer<f64>>(optimizer: O) -> Trainer<Net, O, Memory<Net, O>> {
    Trainer::new(optimizer, SETTINGS())
}

/// All that a run leaves: the checkpoint at its end, and the samples in their last order.
type Left = (Vec<u8>, (Vec<[f64; 2]>, Vec<u8>));

/// Trains until `stop`, and from a checkpoint of that to the end; or all at once.
fn run<O: Optimizer<f64>, B: Saved>(
    make: impl Fn() -> (O, B),
    check: impl Fn(&O, &mut B, f64, &Net),
    stop: Option<usize>,
) -> Left {
    let (optimizer, mut beside) = make();
    let (mut first, mut net, mut data_left) = (trainer(optimizer), Net::new(1), data());
    let (x, t) = &mut data_left;
    let rule = make().0;
    if stop != Some(0) {
        let result = first.fit(&mut net, x, t, |report, net| {
            check(&rule, &mut beside, report.loss, net);
            if Some(report.epoch + 1) == stop {
                Break(())
            } else {
                Continue(())
            }
        });
        assert!(result.is_ok());
    }
    let mut bytes = vec![0; 10_000];
    let len = first.save(&net, &beside, &mut bytes).unwrap();
    if stop.is_none() {
        bytes.truncate(len);
        return (bytes, data_left);
    }
    let (optimizer, mut beside) = make();
    let (mut second, mut net, mut data_left) = (trainer(optimizer), Net::ZERO, data());
    let (x, t) = &mut data_left;
    second.load(&mut net, &mut beside, &bytes).unwrap();
    let rule = make().0;
    let result = second.resume(&mut net, x, t, |report, net| {
        check(&rule, &mut beside, report.loss, net);
        Continue(())
    });
    assert_eq!(result.map(|report| report.epoch), Ok(5));
    bytes.truncate(len);
    assert_eq!(second.save(&net, &beside, &mut bytes), Ok(len));
    (bytes, data_left)
}

/// At whatever epoch it is stopped.
fn resumes<O: Optimizer<f64>>(make: impl Fn() -> O) {
    let expected = run(|| (make(), ()), |_, _, _, _| {}, None);
    for stop in 0..=6 {
        let resumed = run(|| (make(), ()), |_, _, _, _| {}, Some(stop));
        assert!(resumed == expected, "{}, stopped after {stop}", O::NAME);
    }
}

#[test]
fn every_optimiser_goes_on_with_the_same_bits() {
    macro_rules! all {
        ($($optimizer:ident)*) => { $(resumes($optimizer::<f64>::default);)* };
    }
    all! {
        Sgd Momentum Adam AdamW AmsGrad NAdam RAdam AdaMax RmsProp RmsPropMomentum Adagrad Adadelta
        Lion
    }
    let averaged = || Averaged {
        optimizer: NAdam::default(),
        decay: 0.9,
    };
    resumes(averaged);
    let cosine = Cosine {
        t_max: 12,
        end_factor: 0.1,
    };
    resumes(|| Scheduled {
        optimizer: Grouped::new(averaged(), decay_weights_only),
        schedule: cosine.every(2),
    });
}

/// What goes by losses goes along: a plateau in the schedule, early stopping beside the trainer.
#[test]
fn what_a_plateau_and_early_stopping_have_seen_goes_along() {
    use std::cell::RefCell;
    use std::rc::Rc;
    /// A plateau that the callback reaches too.
    #[derive(Clone)]
    struct Shared(Rc<Plateau>);
    impl Schedule for Shared {
        fn factor(&self, step: u64) -> f64 {
            self.0.factor(step)
        }
        fn save(&self, to: &mut typed_nn::train::Writer<'_>) {
            self.0.save(to);
        }
        fn load(&self, from: &mut typed_nn::train::Reader<'_>) {
            self.0.load(from);
        }
    }
    let newest = RefCell::new(None);
    // `run` makes one for its trainer and one to look at: both are the same
    let make = || {
        let mut newest = newest.borrow_mut();
        let shared: Shared = newest.take().unwrap_or_else(|| {
            let shared = Shared(Rc::new(Plateau::new(0.5, 0)));
            *newest = Some(shared.clone());
            shared
        });
        let optimizer = Momentum {
            learning_rate: 0.5,
            ..Momentum::default()
        };
        let stopping = Best::<Net>::new(EarlyStopping::new(2), Net::ZERO);
        (
            Scheduled {
                optimizer,
                schedule: shared,
            },
            stopping,
        )
    };
    type Rule = Scheduled<Momentum<f64>, Shared>;
    let check = |rule: &Rule, best: &mut Best<Net>, loss: f64, net: &Net| {
        // as if the loss rose in every second epoch
        let loss = if rule.schedule.factor(0) > 0.3 {
            loss
        } else {
            loss + 1.0
        };
        rule.schedule.0.check(loss);
        let _ = best.check(loss, net);
    };
    let expected = run(make, check, None);
    for stop in 0..=6 {
        assert!(
            run(make, check, Some(stop)) == expected,
            "stopped after {stop}"
        );
    }
}

/// Broken off and resumed without a checkpoint, with the samples as they are left.
#[test]
fn a_run_that_was_broken_off_goes_on() {
    let (expected, order) = run(|| (Adam::default(), ()), |_, _, _, _| {}, None);
    let (mut trainer, mut net, (mut x, mut t)) = (trainer(Adam::default()), Net::new(1), data());
    trainer
        .fit(&mut net, &mut x, &mut t, |_, _| Break(()))
        .unwrap();
    let mut last = 0;
    while last < 5 {
        let broken_off = trainer.resume(&mut net, &mut x, &mut t, |_, _| Break(()));
        last = broken_off.unwrap().epoch;
    }
    // nothing is left to do
    let report = trainer.resume(&mut net, &mut x, &mut t, |_, _| panic!("an epoch"));
    assert_eq!(report.unwrap().epoch, 5);
    let mut bytes = vec![0; expected.len()];
    trainer.save(&net, &(), &mut bytes).unwrap();
    assert!(bytes == expected && (x, t) == order);
}

/// A loop written by hand: its optimiser's state and its random numbers.
#[test]
fn without_a_trainer() {
    let (adam, (x, t)) = (Adam::default(), data());
    let go_on = |net: &mut Net, (state, rng): &mut (State<Net, 2>, Rng)| {
        for _ in 0..20 {
            let (sample, mut gradient) = (rng.below(10), Net::ZERO);
            net.gradient(x[sample], t[sample], &mut gradient);
            adam.step(net, &gradient, state);
        }
    };
    let (mut net, mut training) = (Net::new(1), (adam.state(&Net::ZERO), Rng::new(3)));
    go_on(&mut net, &mut training);
    let mut bytes = [0; 2000];
    let len = save_checkpoint(&net, "by hand", &training, &mut bytes).unwrap();
    go_on(&mut net, &mut training);

    let (mut resumed, mut beside) = (Net::ZERO, (adam.state(&Net::ZERO), Rng::new(0)));
    let other = load_checkpoint(&mut resumed, "by foot", &mut beside, &bytes[..len]);
    assert_eq!(other, Err(CheckpointError::OtherState));
    load_checkpoint(&mut resumed, "by hand", &mut beside, &bytes[..len]).unwrap();
    go_on(&mut resumed, &mut beside);
    assert!(resumed == net && beside == training);
}

/// A checkpoint with a number changed, and its checksum again right.
fn forged(bytes: &[u8], change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let end = bytes.len() - 8;
    change(&mut bytes[..end]);
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in &bytes[..end] {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    bytes[end..].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// Of more epochs than there are to be: not one more shuffle, let alone 2⁶⁴ − 1.
#[test]
fn a_checkpoint_of_too_many_epochs_ends_at_once() {
    let (bytes, _) = run(|| (Adam::default(), ()), |_, _, _, _| {}, None);
    let bytes = forged(&bytes, |bytes| bytes[56..64].fill(0xff));
    let (mut trainer, mut net, (mut x, mut t)) = (trainer(Adam::default()), Net::ZERO, data());
    trainer.load(&mut net, &mut (), &bytes).unwrap();
    let result = trainer.resume(&mut net, &mut x, &mut t, |_, _| panic!("an epoch"));
    assert!(result.is_ok() && (x, t) == data());
}

/// Whatever numbers of steps and epochs it claims, counting goes on without an overflow.
#[test]
fn counters_stop_at_their_largest_number() {
    let (mut net, adam, lbfgs) = (Net::new(1), Adam::default(), Lbfgs::<2>::default());
    let ((x, t), gradient) = (data(), Net::ZERO);
    let (mut state, mut bytes) = (adam.state(&net), [0; 4000]);
    let len = save_checkpoint(&net, "adam", &state, &mut bytes).unwrap();
    let most = forged(&bytes[..len], |bytes| bytes[32..40].fill(0xff));
    load_checkpoint(&mut net, "adam", &mut state, &most).unwrap();
    adam.step(&mut net, &gradient, &mut state);
    assert_eq!(state.steps, u64::MAX);

    let mut state = lbfgs.state(&net);
    let len = save_checkpoint(&net, "lbfgs", &state, &mut bytes).unwrap();
    let counters = len - 8 - 8 * net.as_slice().len() - 32;
    let most = forged(&bytes[..len], |bytes| {
        bytes[counters..counters + 16].fill(0xff)
    });
    load_checkpoint(&mut net, "lbfgs", &mut state, &most).unwrap();
    lbfgs.step(&mut net, &mut state, |net, gradient| {
        net.gradient_batch(&x, &t, gradient).unwrap()
    });

    let mut stopping = EarlyStopping::<f64>::new(2);
    let len = save_checkpoint(&net, "stopping", &stopping, &mut bytes).unwrap();
    let most = forged(&bytes[..len], |bytes| bytes[48..56].fill(0xff));
    load_checkpoint(&mut net, "stopping", &mut stopping, &most).unwrap();
    assert!(stopping.check(f64::NAN).is_break());
}
