//! Checkpoints of several trainers, as they are and with a checksum that is right: else the fuzzer would
//! not get past it.

use core::ops::ControlFlow::{Break, Continue};
use typed_nn::network;
use typed_nn::optimizer::{Adam, Averaged, Lbfgs, Momentum, Optimizer, Sgd};
use typed_nn::schedule::{Plateau, Scheduled};
use typed_nn::train::{
    Best, CheckpointError, EarlyStopping, Saved, Settings, Trainer, load_checkpoint,
    save_checkpoint,
};

network! {
    #[derive(Clone, Debug)]
    struct Net: f64< 2 => tanh 2 => softmax 2 >
}

const INPUTS: [[f64; 2]; 3] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]];
const CLASSES: [u8; 3] = [0, 1, 1];

/// Takes the bytes for checkpoints of several kinds, and goes on with those that are.
pub fn checkpoint(bytes: &[u8]) {
    each(bytes);
    each(&with_its_checksum(bytes));
}

fn each(bytes: &[u8]) {
    let plateau = Plateau::new(0.5, 1);
    trained(Sgd::default(), (), |_, _, _| true, bytes);
    let scheduled = Scheduled {
        optimizer: Adam::default(),
        schedule: &plateau,
    };
    let check = |beside: &mut Best<Net>, loss: f64, net: &Net| {
        plateau.check(loss);
        beside.check(loss, net).is_continue()
    };
    trained(scheduled, best(), check, bytes);
    trained(averaged(), (), |_, _, _| true, bytes);
    curved(bytes);
}

/// A trainer loads the bytes and goes on.
fn trained<O: Optimizer<f64>, B: Saved>(
    optimizer: O,
    mut beside: B,
    check: impl Fn(&mut B, f64, &Net) -> bool,
    bytes: &[u8],
) {
    let mut trainer = Trainer::new(optimizer, settings());
    let mut net = Net::new(1);
    let before = written(|into| trainer.save(&net, &beside, into));
    let result = trainer.load(&mut net, &mut beside, bytes);
    let after = written(|into| trainer.save(&net, &beside, into));
    if let Err(error) = result {
        assert!(
            before == after,
            "changed by a checkpoint that is in error: {error}"
        );
        return;
    }
    // what it took over it gives back, and takes over again
    assert_eq!(trainer.load(&mut net, &mut beside, &after), Ok(()));
    assert!(after == written(|into| trainer.save(&net, &beside, into)));
    let (mut inputs, mut classes) = (INPUTS, CLASSES);
    // numbers that are not finite are an error here, and nothing worse
    let _ = trainer.resume(&mut net, &mut inputs, &mut classes, |report, net| {
        if check(&mut beside, report.loss, net) {
            Continue(())
        } else {
            Break(())
        }
    });
}

/// A loop by hand, with an optimiser that remembers more.
fn curved(bytes: &[u8]) {
    let lbfgs = Lbfgs::<2>::default();
    let (mut net, name) = (Net::new(1), "lbfgs");
    let mut state = lbfgs.state(&net);
    let before = written(|into| save_checkpoint(&net, name, &state, into));
    let result = load_checkpoint(&mut net, name, &mut state, bytes);
    let after = written(|into| save_checkpoint(&net, name, &state, into));
    match result {
        Err(error) => assert!(
            before == after,
            "changed by a checkpoint that is in error: {error}"
        ),
        Ok(()) => {
            lbfgs.step(&mut net, &mut state, loss);
        }
    }
}

fn settings() -> Settings<f64> {
    Settings {
        epochs: 3,
        batch: 2,
        seed: 5,
        ..Settings::default()
    }
}

fn best() -> Best<Net> {
    Best::new(EarlyStopping::new(2), Net::ZERO)
}

fn averaged() -> Averaged<Momentum<f64>, f64> {
    Averaged {
        optimizer: Momentum::default(),
        decay: 0.9,
    }
}

fn loss(net: &Net, gradient: &mut Net) -> f64 {
    net.gradient_batch(&INPUTS, &CLASSES, gradient)
        .unwrap_or(f64::NAN)
}

fn written(save: impl Fn(&mut [u8]) -> Result<usize, CheckpointError>) -> Vec<u8> {
    let mut bytes = vec![0; 4000];
    let len = save(&mut bytes).expect("4000 bytes are enough for networks this small");
    bytes.truncate(len);
    bytes
}

/// The bytes with a length and a checksum that fit them.
fn with_its_checksum(bytes: &[u8]) -> Vec<u8> {
    let (mut bytes, len) = (bytes.to_vec(), bytes.len());
    if len < 40 {
        return bytes;
    }
    bytes[8..16].copy_from_slice(&(len as u64).to_le_bytes());
    let sum = bytes[..len - 8]
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum: u64, &byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    bytes[len - 8..].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// A checkpoint of each kind, after some epochs.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let plateau = Plateau::new(0.5, 1);
    let scheduled = Scheduled {
        optimizer: Adam::default(),
        schedule: &plateau,
    };
    let lbfgs = Lbfgs::<2>::default();
    let (mut net, mut state) = (Net::new(1), lbfgs.state(&Net::ZERO));
    for _ in 0..2 {
        lbfgs.step(&mut net, &mut state, loss);
    }
    vec![
        ("sgd", file(Sgd::default(), ())),
        ("scheduled", file(scheduled, best())),
        ("averaged", file(averaged(), ())),
        (
            "lbfgs",
            written(|into| save_checkpoint(&net, "lbfgs", &state, into)),
        ),
    ]
}

fn file<O: Optimizer<f64>, B: Saved>(optimizer: O, beside: B) -> Vec<u8> {
    let (mut trainer, mut net) = (Trainer::new(optimizer, settings()), Net::new(1));
    let (mut inputs, mut classes) = (INPUTS, CLASSES);
    let report = trainer.fit(&mut net, &mut inputs, &mut classes, |_, _| Break(()));
    report.expect("an epoch of such samples is no trouble");
    written(|into| trainer.save(&net, &beside, into))
}
