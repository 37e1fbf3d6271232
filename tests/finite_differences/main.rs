//! The hand-derived backward pass against finite differences of the forward pass.
//!
//! Every network has random parameters, biases too, in f64. Four kinds of slope are compared: of the
//! loss by each parameter (`gradient`, and the step that `learn` takes), and of a random linear function of
//! the outputs by each parameter and by each input (`backward`).

use typed_nn::Rng;

#[path = "../common/mod.rs"]
mod common;
mod networks;
mod tested;
use common::{error, normals};
use tested::{Goal, Tested};

/// What analytic and numeric slopes may differ by, relative to the larger one and to 1. The largest seen is 1e-10.
const TOLERANCE: f64 = 1e-8;

/// η of the step by `learn`. A power of two, so that dividing by it rounds nothing.
const LEARNING_RATE: f64 = 0.125;

/// f′(0) by the five-point stencil, with an error of h⁴ f⁽⁵⁾/30.
fn five_point(f: &mut impl FnMut(f64) -> f64, h: f64) -> f64 {
    (8.0 * (f(h) - f(-h)) - (f(2.0 * h) - f(-2.0 * h))) / (12.0 * h)
}

/// f′(0), with steps so small that no kink lies within them: half the step must give the same.
fn slope(mut f: impl FnMut(f64) -> f64) -> f64 {
    for h in [1e-3, 1e-4, 1e-5] {
        let (long, short) = (five_point(&mut f, h), five_point(&mut f, 0.5 * h));
        if error(long, short) < 0.1 * TOLERANCE {
            return short;
        }
    }
    panic!("a kink at the sample itself: choose another seed");
}

/// The largest error of a network's slopes over some samples.
fn worst_error<N: Tested>(seed: u64) -> f64 {
    let (mut net, mut rng, mut worst) = (N::zero(), Rng::new(seed), 0_f64);
    for _ in 0..3 {
        for parameter in net.parameters() {
            *parameter = 0.7 * rng.normal::<f64>();
        }
        let mut x = normals(&mut rng, N::inputs());
        let goal = Goal::random(N::GOAL, N::outputs(), &mut rng);
        let weights = normals(&mut rng, N::outputs());
        let dot = |y: Vec<f64>| -> f64 { y.iter().zip(&weights).map(|(y, w)| y * w).sum() };

        let of_loss = net.gradient(&x, &goal);
        let (of_outputs, of_input) = net.backward(&x, &weights);
        let trained = N::trained();
        assert_eq!(
            (of_loss.len(), of_outputs.len()),
            (trained.len(), trained.len())
        );
        let before = net.parameters().to_vec();
        let loss = net.loss(&x, &goal);
        assert!(error(net.learn(&x, &goal, LEARNING_RATE), loss) < 1e-14);
        let after = net.parameters().to_vec();
        net.parameters().copy_from_slice(&before);
        let mut moved = (0..before.len()).filter(|place| before[*place] != after[*place]);
        assert!(moved.all(|place| trained.contains(&place)));

        for (index, place) in trained.into_iter().enumerate() {
            let start = net.parameters()[place];
            let numeric = slope(|h| {
                net.parameters()[place] = start + h;
                net.loss(&x, &goal)
            });
            worst = worst.max(error(of_loss[index], numeric));
            let step = (before[place] - after[place]) / LEARNING_RATE;
            worst = worst.max(error(step, numeric));
            let numeric = slope(|h| {
                net.parameters()[place] = start + h;
                dot(net.forward(&x))
            });
            worst = worst.max(error(of_outputs[index], numeric));
            net.parameters()[place] = start;
        }
        for place in 0..of_input.len() {
            let start = x[place];
            let numeric = slope(|h| {
                x[place] = start + h;
                dot(net.forward(&x))
            });
            worst = worst.max(error(of_input[place], numeric));
            x[place] = start;
        }
    }
    worst
}

/// What the table in `networks.rs` does with each network.
fn check<N: Tested>() {
    for seed in 1..=3 {
        let worst = worst_error::<N>(seed);
        assert!(worst <= TOLERANCE, "seed {seed}: off by {worst:e}");
    }
}

/// The comparison finds a slope that is wrong by one part in a million.
#[test]
fn a_wrong_slope_is_found() {
    let worst = worst_error::<networks::AlmostTanh>(1);
    assert!(worst > TOLERANCE, "off by {worst:e} only");
}
