//! A batch gives what its samples give one by one: outputs, the mean of their losses and of their
//! gradients, all to rounding; for every length from 0 to 200.

use typed_nn::nalgebra::SVector;
use typed_nn::{Error, Rng, Scalar, network};

mod common;

network! { struct Narrow: f32 < 2 => relu 3 => relu 3 => softmax 2 > }
network! { struct Narrow64: f64 < 2 => relu 3 => relu 3 => softmax 2 > }
network! { struct Wide: f32 < 5 => tanh 37 => tanh 18 => linear 3 > }
network! { struct Wide64: f64 < 5 => tanh 37 => tanh 18 => linear 3 > }
network! { struct Encoder: f32 < 4 => gelu 9 => tanh 6 > }
network! { struct Encoder64: f64 < 4 => gelu 9 => tanh 6 > }
network! { struct Nested: f32 < 4 => Encoder => { silu 5 => linear 6 } + skip => sigmoid 3 > }
network! { struct Nested64: f64 < 4 => Encoder64 => { silu 5 => linear 6 } + skip => sigmoid 3 > }

const LONGEST: usize = 200;

fn samples<T: Scalar, const N: usize>(rng: &mut Rng) -> Vec<[T; N]> {
    (0..LONGEST)
        .map(|_| [(); N].map(|()| rng.normal()))
        .collect()
}

/// Compares what was added up in another order, or with fused multiplications.
#[track_caller]
fn assert_near<T: Scalar>(what: &str, got: &[T], expected: &[T]) {
    common::assert_allowed(what, got, expected, "batch");
}

/// The same bits, be it +0 and −0.
fn bits<T: Scalar>(values: &[T]) -> Vec<u64> {
    values.iter().map(|v| v.to_f64().to_bits()).collect()
}

macro_rules! batches {
    ($($name:ident: $net:ident, $scalar:ident, $targets:expr;)*) => {$(
        #[test]
        fn $name() {
            let mut rng = Rng::new(11);
            let mut net = $net::new(3);
            for parameter in net.as_mut_slice() {
                *parameter += 0.1 * rng.normal::<$scalar>(); // biases too
            }
            let inputs = samples::<$scalar, { $net::IN }>(&mut rng);
            let vectors: Vec<_> = inputs.iter().map(|x| SVector::from(*x)).collect();
            let targets: Vec<_> = $targets(&mut rng);
            let alone: Vec<_> = inputs.iter().map(|x| net.forward(x)).collect();
            let (mut loss, mut gradient) = (0.0, $net::ZERO); // sums, one sample after another
            for length in 0..=LONGEST {
                let (x, v, t) = (&inputs[..length], &vectors[..length], &targets[..length]);

                let untouched = [$scalar::NAN; $net::OUT];
                let mut outputs = vec![untouched; length];
                net.forward_batch(x, &mut outputs).unwrap();
                let mut output_vectors = vec![SVector::from(untouched); length];
                net.forward_batch(v, &mut output_vectors).unwrap();
                for ((alone, y), vector) in alone.iter().zip(&outputs).zip(&output_vectors) {
                    assert_near("output", y, alone.as_slice());
                    assert_eq!(bits(y), bits(vector.as_slice()), "{length} vectors");
                }

                let mut batch = $net::ZERO;
                let mean = net.gradient_batch(x, t, &mut batch).unwrap();
                let mut of_vectors = $net::ZERO;
                assert_eq!(net.gradient_batch(v, t, &mut of_vectors), Ok(mean));
                assert_eq!(bits(of_vectors.as_slice()), bits(batch.as_slice()));
                if length == 0 {
                    assert_eq!((mean, bits(batch.as_slice())), (0.0, bits($net::ZERO.as_slice())));
                } else {
                    let count = length as $scalar;
                    assert_near("loss", &[mean], &[loss / count]);
                    let expected: Vec<_> = gradient.as_slice().iter().map(|g| g / count).collect();
                    assert_near("gradient", batch.as_slice(), &expected);
                    let score = net.evaluate(x, t).unwrap();
                    assert_near("evaluation", &[score.loss], &[mean]);
                }
                if length < LONGEST {
                    loss += net.gradient(inputs[length], targets[length], &mut gradient);
                }
            }
        }
    )*};
}

fn classes(rng: &mut Rng) -> Vec<u8> {
    (0..LONGEST).map(|_| rng.below(2) as u8).collect()
}

batches! {
    narrow_with_labels: Narrow, f32, classes;
    narrow_with_labels_64: Narrow64, f64, classes;
    wide_regression: Wide, f32, samples::<f32, 3>;
    wide_regression_64: Wide64, f64, samples::<f64, 3>;
    nested: Nested, f32, samples::<f32, 3>;
    nested_64: Nested64, f64, samples::<f64, 3>;
}

/// `gradient` and `gradient_batch` add to what is there.
#[test]
fn gradients_add_up() {
    let net = Narrow64::new(1);
    let (x, t) = ([[0.5, -1.0], [2.0, 0.25], [1.0, 1.0]], [0, 1, 1]);
    let (mut once, mut twice) = (Narrow64::ZERO, Narrow64::ZERO);
    net.gradient_batch(&x, &t, &mut once).unwrap();
    net.gradient_batch(&x, &t, &mut twice).unwrap();
    net.gradient_batch(&x, &t, &mut twice).unwrap();
    let expected: Vec<_> = once.as_slice().iter().map(|g| 2.0 * g).collect();
    assert_near("sum", twice.as_slice(), &expected);
    assert!(once.as_slice().iter().any(|g| *g != 0.0));
}

#[test]
fn bad_data_touches_nothing() {
    let net = Narrow::new(1);
    let x = [[1.0, 2.0]; 40];
    let mut gradient = Narrow::new(2);

    let lengths = |inputs, others| Err(Error::Lengths { inputs, others });
    for wrong in [0, 39, 41] {
        let mut outputs = vec![[7.0; 2]; wrong];
        assert_eq!(
            net.forward_batch(&x, &mut outputs),
            lengths(40, wrong).map(|_: f32| ())
        );
        assert!(outputs.iter().all(|y| *y == [7.0; 2]));
        assert_eq!(
            net.gradient_batch(&x, &vec![0; wrong], &mut gradient),
            lengths(40, wrong)
        );
    }

    for (sample, label) in [(0, 2), (39, -1), (20, i64::MAX), (33, i64::MIN)] {
        let mut labels = [0; 40];
        labels[sample] = label;
        let error = Error::Label { sample, classes: 2 };
        assert_eq!(net.gradient_batch(&x, &labels, &mut gradient), Err(error));
        assert_eq!(net.evaluate(&x, &labels), Err(error));
        let loss = net.gradient(x[0], label, &mut gradient);
        assert!(loss.is_nan(), "one sample without a class: {loss}");
    }
    assert_eq!(
        net.evaluate(&[[0.0_f32; 2]; 0], &[0_u8; 0]),
        Err(Error::NoSamples)
    );
    assert_eq!(gradient.as_slice(), Narrow::new(2).as_slice());
}
