//! The 2-3-3-2 network of `tests/golden/torch_2_3_3_2.json`: its outputs, its gradient, and twenty
//! steps under each optimiser, against PyTorch.
//!
//! The worst difference seen was 8e-16, Adam's; `TOLERANCE` leaves room for another order of
//! summation.

use serde_json::Value;
use std::ops::ControlFlow;
use typed_nn::network;
use typed_nn::optimizer::{Adam, Momentum, Nesterov, Optimizer, Sgd};
use typed_nn::train::{Settings, Trainer};

mod common;
use common::{array, assert_close, error, golden, number, numbers};

network! { struct Net: f64 < 2 => relu 3 => relu 3 => softmax 2 > }
network! { struct Logits: f64 < 2 => relu 3 => relu 3 => linear 2 >, loss = cross_entropy }

const TOLERANCE: f64 = 1e-13;

struct Golden {
    json: Value,
    x: [[f64; 2]; 4],
    classes: [u8; 4],
}

fn load() -> Golden {
    let json = golden("torch_2_3_3_2.json");
    let x = array(numbers(&json["x"]).as_chunks().0);
    let classes = array::<f64, 4>(&numbers(&json["y"])).map(|class| class as u8);
    Golden { json, x, classes }
}

/// PyTorch's parameters in our order: columns of the weights, then the biases.
fn parameters(json: &Value) -> Vec<f64> {
    let mut parameters = vec![];
    for layer in ["0", "2", "4"] {
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

fn net(json: &Value) -> Net {
    let mut net = Net::ZERO;
    net.as_mut_slice().copy_from_slice(&parameters(json));
    net
}

#[test]
fn outputs_loss_and_gradient() {
    let Golden { json, x, classes } = load();
    let net = net(&json["init"]);
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
fn run<O: Optimizer<f64> + Clone>(setting: &str, optimizer: O) {
    let Golden {
        json,
        mut x,
        mut classes,
    } = load();
    let start = net(&json["init"]);
    let steps = &json["steps"][setting];
    let (losses, last) = (numbers(&steps["losses"]), parameters(&steps["final"]));
    assert_eq!(losses.len(), 20);

    let (mut net, mut state) = (start, optimizer.state(&Net::ZERO));
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
    let (mut trained, mut expected) = (self::net(&json["init"]), losses.iter());
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

#[test]
fn sgd() {
    run("sgd", Sgd { learning_rate: 0.1 });
}

#[test]
fn momentum() {
    run(
        "sgd_momentum",
        Momentum {
            learning_rate: 0.1,
            momentum: 0.9,
        },
    );
}

#[test]
fn nesterov() {
    run(
        "sgd_nesterov",
        Nesterov {
            learning_rate: 0.1,
            momentum: 0.9,
        },
    );
}

#[test]
fn adam() {
    run(
        "adam",
        Adam {
            learning_rate: 0.01,
            ..Adam::default()
        },
    );
}

/// The numbers do tell optimisers apart.
#[test]
#[should_panic(expected = "sgd_nesterov, step 1")]
fn momentum_is_not_nesterov() {
    run(
        "sgd_nesterov",
        Momentum {
            learning_rate: 0.1,
            momentum: 0.9,
        },
    );
}
