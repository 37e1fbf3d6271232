//! L-BFGS against PyTorch's numbers in `tests/golden/torch_optimizers.json`, and where it must not
//! go wrong.

use typed_nn::network;
use typed_nn::optimizer::{Lbfgs, LineSearch};
use typed_nn::train::{load_checkpoint, save_checkpoint};

mod common;
use common::classifier::{Data, Net, parameters, start};
use common::{assert_close, golden, number, numbers};

/// Mean cross-entropy + 0.01 Σ w², its gradient added.
fn loss(net: &Net, gradient: &mut Net) -> f64 {
    let Data { x, classes, .. } = Data::load();
    let mut loss = net.gradient_batch(&x, &classes, gradient).unwrap();
    for (w, g) in net.as_slice().iter().zip(gradient.as_mut_slice()) {
        loss += 0.01 * w * w;
        *g += 0.02 * w;
    }
    loss
}

fn check<const H: usize>(name: &str, lbfgs: Lbfgs<H>, tolerance: f64) {
    let json = &golden("torch_optimizers.json")["lbfgs"][name];
    let (mut net, mut evaluations) = (start(), 0.0);
    let mut state = lbfgs.state(&net);
    let mut losses = vec![];
    for _ in numbers(&json["losses"]) {
        losses.push(lbfgs.step(&mut net, &mut state, |net, gradient| {
            evaluations += 1.0;
            loss(net, gradient)
        }));
    }
    assert_close(name, &losses, &numbers(&json["losses"]), tolerance);
    let expected = parameters(&json["final"]);
    assert_close(name, net.as_slice(), &expected, tolerance);
    assert_eq!(evaluations, number(&json["evaluations"]), "{name}");
}

#[test]
fn as_in_pytorch() {
    let plain = Lbfgs::<4> {
        learning_rate: 0.2,
        max_iter: 5,
        max_eval: 6,
        ..Lbfgs::default()
    };
    check("plain", plain, 1e-10);
    let wolfe = Lbfgs::<4> {
        max_iter: 5,
        max_eval: 6,
        line_search: LineSearch::StrongWolfe,
        ..Lbfgs::default()
    };
    check("wolfe", wolfe, 1e-10);
    // 100 directions enlarge what rounding does
    let to_the_end = Lbfgs::<10> {
        max_iter: 100,
        max_eval: 200,
        line_search: LineSearch::StrongWolfe,
        ..Lbfgs::default()
    };
    check("wolfe_to_the_end", to_the_end, 1e-6);
}

/// From a checkpoint after each step, the next is the same to the bit.
#[test]
fn goes_on_from_a_checkpoint() {
    let lbfgs = Lbfgs::<3> {
        max_iter: 2,
        line_search: LineSearch::StrongWolfe,
        ..Lbfgs::default()
    };
    let (mut net, mut state) = (start(), lbfgs.state(&Net::ZERO));
    let (mut resumed, mut bytes) = (start(), vec![0; 10_000]);
    save_checkpoint(&net, "lbfgs", &state, &mut bytes).unwrap();
    for _ in 0..6 {
        let mut fresh = lbfgs.state(&Net::ZERO);
        load_checkpoint(&mut resumed, "lbfgs", &mut fresh, &bytes).unwrap();
        lbfgs.step(&mut net, &mut state, loss);
        lbfgs.step(&mut resumed, &mut fresh, loss);
        assert_eq!(resumed, net);
        save_checkpoint(&resumed, "lbfgs", &fresh, &mut bytes).unwrap();
    }
}

network! { struct Line: f32< 1 => linear 1 > }

/// A loss that is not finite beyond some weight is not stepped into, whatever the search.
#[test]
fn stays_where_the_loss_is_finite() {
    for line_search in [LineSearch::Constant, LineSearch::StrongWolfe] {
        let lbfgs = Lbfgs::<3> {
            line_search,
            learning_rate: 100.0,
            ..Lbfgs::default()
        };
        // (w − 1)², but NaN above 1.5
        let valley = |net: &Line, gradient: &mut Line| {
            let w = net.layer1.weights[0];
            gradient.layer1.weights[0] += 2.0 * (w - 1.0);
            if w > 1.5 {
                f32::NAN
            } else {
                (w - 1.0) * (w - 1.0)
            }
        };
        let (mut net, mut state) = (Line::ZERO, lbfgs.state(&Line::ZERO));
        let before = lbfgs.step(&mut net, &mut state, valley);
        assert_eq!(before, 1.0);
        let after = valley(&net, &mut Line::new(0));
        assert!(after <= 1.0, "{line_search:?}: {after}");
        if line_search == LineSearch::StrongWolfe {
            assert!(after < 1e-6, "{after}");
        }

        // NaN from the start: nothing changes
        let unchanged = net.as_slice().to_vec();
        let nan = lbfgs.step(&mut net, &mut state, |_, _| f32::NAN);
        assert!(nan.is_nan());
        assert_eq!(net.as_slice(), unchanged);
    }
}

/// Steepest descent, which needs no history, and a start at the minimum.
#[test]
fn without_history_and_without_slope() {
    let lbfgs = Lbfgs::<0> {
        line_search: LineSearch::StrongWolfe,
        ..Lbfgs::default()
    };
    let (mut net, mut state) = (start(), lbfgs.state(&Net::ZERO));
    let before = lbfgs.step(&mut net, &mut state, loss);
    assert!(loss(&net, &mut Net::ZERO.clone()) < before);

    let (mut net, mut calls) = (start(), 0);
    let mut state = lbfgs.state(&net);
    lbfgs.step(&mut net, &mut state, |_, _| {
        calls += 1;
        1.0
    });
    assert_eq!((calls, net), (1, start()));
}
