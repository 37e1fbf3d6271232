//! Classes told apart by a single output, be it a probability, a logit or a margin.

use std::ops::ControlFlow::Continue;
use typed_nn::network;
use typed_nn::optimizer::Adam;
use typed_nn::train::{Settings, Trainer, accuracy};

network! { struct Probability: f32 < 2 => tanh 4 => sigmoid 1 > }
network! { struct Logit: f32 < 2 => tanh 4 => linear 1 >, loss = binary_cross_entropy }
network! { struct Margin: f32 < 2 => tanh 4 => linear 1 >, loss = hinge }
network! { struct Margins: f32 < 2 => tanh 4 => linear 2 >, loss = hinge }

/// Points inside or outside of a ring around (0, 0).
fn rings() -> (Vec<[f32; 2]>, Vec<bool>) {
    let points = (0..60).map(|i| {
        let (angle, outside) = (0.7 * i as f32, i % 2 == 1);
        let radius = if outside { 2.0 } else { 0.5 };
        ([radius * angle.cos(), radius * angle.sin()], outside)
    });
    points.unzip()
}

macro_rules! learns {
    ($($name:ident: $net:ty;)*) => {$(
        #[test]
        fn $name() {
            let (mut net, (mut x, mut t)) = (<$net>::new(2), rings());
            assert!(accuracy(&net, &x, &t).unwrap() < 0.9);
            let adam = Adam { learning_rate: 0.01, ..Adam::default() };
            let settings = Settings { epochs: 200, batch: 4, seed: 5, ..Settings::default() };
            let mut trainer = Trainer::new(adam, settings);
            let report = trainer.fit(&mut net, &mut x, &mut t, |_, _| Continue(())).unwrap();
            assert_eq!(accuracy(&net, &x, &t), Ok(1.0), "{report:?}");
            assert_eq!(report.metric, 1.0);
        }
    )*};
}

learns! {
    probability: Probability;
    logit: Logit;
    margin: Margin;
    margins: Margins;
}
