//! An optimiser written outside the library: NAdam as PyTorch 1.13 has it, where `foreach` is off.
//!
//! It counts the momentum of the step twice in the product of the next, and rounds the product to
//! `f32`. PyTorch 2 and its own `foreach` do neither; [`NAdam`](typed_nn::optimizer::NAdam) is
//! checked against that one.

use typed_nn::Parameters;
use typed_nn::optimizer::{Decay, Factors, Optimizer, Remembered, Span, State};

mod common;
use common::classifier::{Data, Net, parameters, start};
use common::{assert_close, error, numbers};

#[derive(Clone, Copy)]
struct OldNAdam {
    learning_rate: f64,
}

fn momentum(step: u64) -> f64 {
    0.9 * (1.0 - 0.5 * 0.96_f64.powf(step as f64 * 4e-3))
}

impl Optimizer<f64> for OldNAdam {
    /// m, v and the product of the momenta.
    type State<G: Parameters<Scalar = f64>> = State<G, 2, f64>;

    const NAME: &'static str = "OldNAdam";

    fn scaled(&self, factors: Factors<f64>) -> Self {
        Self {
            learning_rate: self.learning_rate * factors.learning_rate,
        }
    }

    fn begin<G: Parameters<Scalar = f64>>(&self, state: &mut State<G, 2, f64>) {
        state.advance();
        let before = if state.steps() == 1 { 1.0 } else { state.extra };
        state.extra = f64::from((before * momentum(state.steps())) as f32);
    }

    fn update<G: Parameters<Scalar = f64>>(
        &self,
        span: Span<'_, f64>,
        state: &mut State<G, 2, f64>,
    ) {
        let (now, next) = (momentum(state.steps), momentum(state.steps + 1));
        let product = state.extra;
        let product_next = f64::from((f64::from((product * now) as f32) * next) as f32);
        let correction = 1.0 - 0.999_f64.powi(state.steps as i32);
        state.each(span, Decay::coupled(0.0), |w, g, m, v| {
            *m = 0.9 * *m + 0.1 * g;
            *v = 0.999 * *v + 0.001 * g * g;
            let size = self.learning_rate / ((*v / correction).sqrt() + 1e-8);
            *w -= size * g * (1.0 - now) / (1.0 - product);
            *w -= size * *m * next / (1.0 - product_next);
        });
    }
}

#[test]
fn gives_the_numbers_of_pytorch_1_13() {
    let Data { json, x, classes } = Data::load();
    let run = &json["steps"]["nadam"];
    let optimizer = OldNAdam {
        learning_rate: 2e-3,
    };
    let (mut net, mut state) = (start(), optimizer.state(&Net::ZERO));
    for expected in numbers(&run["losses"]) {
        let mut gradient = Net::ZERO;
        let loss = net.gradient_batch(&x, &classes, &mut gradient).unwrap();
        assert!(error(loss, expected) <= 1e-9, "{loss}, {expected}");
        optimizer.step(&mut net, &gradient, &mut state);
    }
    assert_close("nadam", net.as_slice(), &parameters(&run["final"]), 1e-9);
}
