//! The 2-3-3-2 network of `tests/golden/torch_2_3_3_2.json`: its outputs, its gradient, and twenty
//! steps under each optimiser, against PyTorch.
//!
//! `TOLERANCE` leaves room for another order of summation. The file's run of NAdam is
//! `tests/own_optimizer.rs`'s: PyTorch 1.13 has a mistake there.

use std::ops::ControlFlow;
use typed_nn::network;
use typed_nn::optimizer::*;
use typed_nn::train::{Settings, Trainer};

mod common;
use common::classifier::{Data, Net, parameters, start};
use common::{assert_close, error, golden, number, numbers};

network! { struct Logits: f64 < 2 => relu 3 => relu 3 => linear 2 >, loss = cross_entropy }

const TOLERANCE: f64 = 1e-13;

#[test]
fn outputs_loss_and_gradient() {
    let Data { json, x, classes } = Data::load();
    let net = start();
    let mut outputs = [[0.0; 2]; 4];
    net.forward_batch(&x, &mut outputs).unwrap();
    assert_close(
        "probabilities",
        outputs.as_flattened(),
        &numbers(&json["probs"]),
        TOLERANCE,
    );

    let mut gradient = Net::ZERO;
    let loss = net.gradient_batch(&x, &classes, &mut gradient).unwrap();
    assert_close("loss", &[loss], &[number(&json["ce_mean"])], TOLERANCE);
    let expected = parameters(&json["grads"]);
    assert_close("gradient", gradient.as_slice(), &expected, TOLERANCE);

    // the same from logits
    let mut net = Logits::ZERO;
    net.as_mut_slice()
        .copy_from_slice(&parameters(&json["init"]));
    net.forward_batch(&x, &mut outputs).unwrap();
    assert_close(
        "logits",
        outputs.as_flattened(),
        &numbers(&json["logits"]),
        TOLERANCE,
    );
    let mut gradient = Logits::ZERO;
    let loss = net.gradient_batch(&x, &classes, &mut gradient).unwrap();
    assert_close("loss", &[loss], &[number(&json["ce_mean"])], TOLERANCE);
    assert_close("gradient", gradient.as_slice(), &expected, TOLERANCE);
}

/// Twenty steps over all samples, by hand and by a trainer.
fn run<O: Optimizer<f64> + Clone>(file: &str, setting: &str, optimizer: O) {
    let (
        Data {
            mut x, mut classes, ..
        },
        json,
    ) = (Data::load(), golden(file));
    let steps = &json["steps"][setting];
    let (losses, last) = (numbers(&steps["losses"]), parameters(&steps["final"]));
    assert_eq!(losses.len(), 20);

    let (mut net, mut state) = (start(), optimizer.state(&Net::ZERO));
    for (step, &expected) in losses.iter().enumerate() {
        let mut gradient = Net::ZERO;
        let loss = net.gradient_batch(&x, &classes, &mut gradient).unwrap();
        assert!(
            error(loss, expected) <= TOLERANCE,
            "{setting}, step {step}: {loss}, {expected}"
        );
        optimizer.step(&mut net, &gradient, &mut state);
    }
    assert_close(setting, net.as_slice(), &last, TOLERANCE);

    let settings = Settings {
        epochs: 20,
        batch: 4,
        shuffle: false,
        ..Settings::default()
    };
    let (mut trained, mut expected) = (start(), losses.iter());
    let mut trainer = Trainer::new(optimizer, settings);
    let result = trainer.fit(&mut trained, &mut x, &mut classes, |report, _| {
        let expected = expected.next().copied().unwrap_or(f64::NAN);
        assert!(
            error(report.loss, expected) <= TOLERANCE,
            "{setting}, {report:?}: {expected}"
        );
        ControlFlow::Continue(())
    });
    assert_eq!(result.map(|report| report.epoch), Ok(19));
    assert_eq!(
        trained.as_slice(),
        net.as_slice(),
        "{setting}: trainer and loop differ"
    );
}

/// A test for each setting of a file.
macro_rules! runs {
    ($file:literal $($setting:ident: $optimizer:ident { $($field:ident: $value:expr),* })*) => {
        $(
            #[test]
            fn $setting() {
                #[allow(unused_mut)] // PyTorch's defaults
                let mut optimizer = $optimizer::default();
                $(optimizer.$field = $value;)*
                run($file, stringify!($setting), optimizer);
            }
        )*
    };
}
runs! {
    "torch_2_3_3_2.json"
    sgd: Sgd { learning_rate: 0.1 }
    sgd_momentum: Momentum { learning_rate: 0.1 }
    sgd_nesterov: Momentum { learning_rate: 0.1, nesterov: true }
    sgd_damp_wd: Momentum { learning_rate: 0.1, dampening: 0.5, weight_decay: 0.01 }
    adam: Adam { learning_rate: 0.01 }
    adam_amsgrad_wd: AmsGrad { learning_rate: 0.01, weight_decay: 0.01 }
    adamw: AdamW { learning_rate: 0.01 }
    rmsprop: RmsProp { learning_rate: 0.01 }
    rmsprop_c_m: RmsPropMomentum { learning_rate: 0.01, centered: true }
    adagrad: Adagrad { learning_rate: 0.1 }
    adadelta: Adadelta {}
    adamax: AdaMax {}
    radam: RAdam {}
}
runs! {
    "torch_optimizers.json"
    nadam: NAdam {}
    nadam_decay: NAdam {
        learning_rate: 0.02, beta1: 0.8, beta2: 0.95, weight_decay: 0.05, momentum_decay: 0.1
    }
    radam_decay: RAdam { learning_rate: 0.05, beta1: 0.8, beta2: 0.9, weight_decay: 0.05 }
    adamax_decay: AdaMax { learning_rate: 0.02, beta1: 0.8, beta2: 0.9, weight_decay: 0.05 }
    adamw_amsgrad: AmsGrad {
        learning_rate: 0.05, beta1: 0.5, beta2: 0.6, weight_decay: 0.3, decoupled_weight_decay: true
    }
    rmsprop_momentum: RmsPropMomentum {
        learning_rate: 0.005, alpha: 0.9, momentum: 0.8, weight_decay: 0.05
    }
    rmsprop_centered: RmsPropMomentum {
        learning_rate: 0.005, alpha: 0.9, momentum: 0.0, weight_decay: 0.05, centered: true
    }
    rmsprop_decay: RmsProp { learning_rate: 0.005, alpha: 0.9, epsilon: 1e-3, weight_decay: 0.05 }
    adagrad_decay: Adagrad {
        learning_rate: 0.1, lr_decay: 0.1, weight_decay: 0.05, initial_accumulator_value: 0.2
    }
    adadelta_decay: Adadelta { learning_rate: 0.5, rho: 0.8, epsilon: 1e-3, weight_decay: 0.05 }
    nesterov_decay: Momentum {
        learning_rate: 0.1, momentum: 0.8, nesterov: true, weight_decay: 0.05
    }
    sgd_decay: Sgd { learning_rate: 0.1, weight_decay: 0.05 }
    lion: Lion { learning_rate: 0.01 }
    lion_decay: Lion { learning_rate: 0.02, beta1: 0.8, beta2: 0.95, weight_decay: 0.5 }
}

/// The numbers do tell optimisers apart.
#[test]
#[should_panic(expected = "sgd_nesterov, step 1")]
fn momentum_is_not_nesterov() {
    let momentum = Momentum {
        learning_rate: 0.1,
        ..Momentum::default()
    };
    run("torch_2_3_3_2.json", "sgd_nesterov", momentum);
}
