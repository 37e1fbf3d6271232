//! Means over many samples do not drift in single precision.

use typed_nn::network;
use typed_nn::optimizer::Sgd;
use typed_nn::train::{Settings, Trainer};

mod common;
use common::assert_close;

network! { struct Single: f32 < 2 => softmax 2 > }

/// 100,000 times 1e-5 is 1.00099 in plain f32.
#[test]
fn loss_and_accuracy() {
    let mut net = Single::ZERO;
    net.layer1.weights.fill_with_identity();
    let (x, labels) = (vec![[1.0, 0.0]; 100_000], vec![0_u8; 100_000]);
    // scikit-learn: log_loss([0], [softmax([1, 0])], labels=[0, 1])
    let expected = [0.3132616875182228, 1.0];
    let score = net.evaluate(&x, &labels).unwrap();
    let got = [score.loss.into(), score.metric.into()];
    assert_close("evaluate", &got, &expected, 1e-7);

    let mut gradient = Single::ZERO;
    let loss = net.gradient_batch(&x, &labels, &mut gradient).unwrap();
    assert_close("gradient_batch", &[loss.into()], &expected[..1], 1e-7);

    let settings = Settings {
        batch: 3,
        ..Settings::default()
    };
    let mut trainer = Trainer::new(
        Sgd {
            learning_rate: 0.0,
            ..Sgd::default()
        },
        settings,
    );
    let score = trainer.epoch(&mut net, &x, &labels, 0).unwrap();
    let got = [score.loss.into(), score.metric.into()];
    assert_close("epoch", &got, &expected, 1e-7);
}
