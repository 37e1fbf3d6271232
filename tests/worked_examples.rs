//! Published examples, computed by hand by others, to the digits given.
//!
//! Weights stand as in the articles: `[in][out]`, except Mazur's, which are `[out][in]`.

use typed_nn::nalgebra::SMatrix;
use typed_nn::{Dense, network};

mod common;
use common::assert_close;

/// Roman Sakryukin, "Under the Hood of Neural Networks. Part 1: Fully Connected".
mod sakryukin {
    use super::*;

    network! { struct Net: f64 < 2 => relu 2 => relu 2 => softmax 2 > }

    fn net() -> Net {
        Net {
            layer1: Dense::new(SMatrix::from([[0.5, 0.2], [0.1, 0.2]]), [0.1, 0.1].into()),
            layer2: Dense::new(SMatrix::from([[0.3, -0.1], [0.2, 0.1]]), [0.2, -0.1].into()),
            layer3: Dense::new(SMatrix::from([[0.1, -0.2], [0.1, 0.2]]), [0.1, 0.0].into()),
        }
    }

    #[test]
    fn forward() {
        let trace = net().trace([1.0, 1.0]);
        assert_close(
            "layer 1",
            trace.layer1.output.as_slice(),
            &[0.7, 0.5],
            1e-15,
        );
        assert_close(
            "layer 2",
            trace.layer2.output.as_slice(),
            &[0.51, 0.0],
            1e-15,
        );
        let y = net().forward([1.0, 1.0]);
        assert_close("as printed", y.as_slice(), &[0.56, 0.44], 0.005);
        let expected = [0.5629147648722987, 0.4370852351277012];
        assert_close("exact", y.as_slice(), &expected, 1e-15);
    }

    #[test]
    fn backward() {
        let mut gradient = Net::ZERO;
        let loss = net().gradient([1.0, 1.0], [1.0, 0.0], &mut gradient);
        assert_close("loss", &[loss], &[0.5746270568467435], 1e-15);
        let (a, b) = (-0.03933767116149311, -0.026225114107662074);
        let expected = [
            [[a, b], [a, b], [a, b]],
            [
                [-0.09178789937681725, 0.0],
                [-0.06556278526915518, 0.0],
                [-0.13112557053831037, 0.0],
            ],
            [
                [-0.22291346991512764, 0.22291346991512764],
                [0.0, 0.0],
                [-0.43708523512770125, 0.43708523512770125],
            ],
        ];
        let expected = expected.as_flattened().as_flattened();
        assert_close("gradient", gradient.as_slice(), expected, 1e-15);
    }

    #[test]
    fn back_to_the_input() {
        let (x, net) = ([1.0, 1.0], net());
        let trace = net.trace(x);
        // cross-entropy against [1, 0]: ∂L/∂y = −t / y
        let slope = [-1.0 / 0.5629147648722987, 0.0].into();
        let mut gradient = Net::ZERO;
        let dx = net.backward(x, &trace, &slope, &mut gradient);
        let expected = [-0.02491385840227897, -0.009178789937681727];
        assert_close("input", dx.as_slice(), &expected, 1e-15);
    }
}

/// Matt Mazur, "A Step by Step Backpropagation Example".
mod mazur {
    use super::*;

    network! { struct Net: f64 < 2 => sigmoid 2 => sigmoid 2 >, loss = sum_squared(0.5) }

    const X: [f64; 2] = [0.05, 0.10];
    const T: [f64; 2] = [0.01, 0.99];

    fn net() -> Net {
        Net {
            layer1: Dense::from_rows([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35]),
            layer2: Dense::from_rows([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60]),
        }
    }

    #[test]
    fn forward() {
        let trace = net().trace(X);
        let hidden = trace.layer1.output;
        assert_close(
            "hidden",
            hidden.as_slice(),
            &[0.593269992, 0.596884378],
            5e-10,
        );
        let y = net().forward(X);
        assert_close("outputs", y.as_slice(), &[0.75136507, 0.772928465], 5e-9);
        let loss = net().evaluate(&[X], &[T]).unwrap().loss;
        assert_close("as printed", &[loss], &[0.298371109], 5e-10);
        assert_close("exact", &[loss], &[0.2983711087600027], 1e-15);
    }

    /// The article leaves the biases as they are.
    #[test]
    fn one_step_of_gradient_descent() {
        let (mut net, mut gradient) = (net(), Net::ZERO);
        let before = net.gradient(X, T, &mut gradient);
        assert_close(
            "w5",
            &[gradient.layer2.weights[(0, 0)]],
            &[0.082167041],
            5e-10,
        );
        net.layer1.weights -= 0.5 * gradient.layer1.weights;
        net.layer2.weights -= 0.5 * gradient.layer2.weights;
        let w1_to_w4 = net.layer1.weights.transpose();
        let expected = [0.149780716, 0.19956143, 0.24975114, 0.29950229];
        assert_close("w1 to w4", w1_to_w4.as_slice(), &expected, 5e-9);
        let w5_to_w8 = net.layer2.weights.transpose();
        let expected = [0.35891648, 0.408666186, 0.511301270, 0.561370121];
        assert_close("w5 to w8", w5_to_w8.as_slice(), &expected, 5e-9);
        assert!(net.evaluate(&[X], &[T]).unwrap().loss < before);
    }
}

/// Prakash Jay, "Back-Propagation is very simple. Who made it Complicated?" (The article's own
/// backward pass is wrong; the gradients here are the chain rule in exact arithmetic.)
mod prakash_jay {
    use super::*;

    network! { struct Net: f64 < 3 => relu 3 => sigmoid 3 => softmax 3 > }

    #[test]
    fn forward_and_backward() {
        let (w1, w2, w3) = (
            [[0.1, 0.2, 0.3], [0.3, 0.2, 0.7], [0.4, 0.3, 0.9]],
            [[0.2, 0.3, 0.5], [0.3, 0.5, 0.7], [0.6, 0.4, 0.8]],
            [[0.1, 0.4, 0.8], [0.3, 0.7, 0.2], [0.5, 0.2, 0.9]],
        );
        let net = Net {
            layer1: Dense::new(SMatrix::from(w1), [1.0; 3].into()),
            layer2: Dense::new(SMatrix::from(w2), [1.0; 3].into()),
            layer3: Dense::new(SMatrix::from(w3), [1.0; 3].into()),
        };
        let (x, mut gradient) = ([0.1, 0.2, 0.7], Net::ZERO);
        let y = net.forward(x);
        let expected = [0.198446894, 0.285355530, 0.516197575];
        assert_close("output", y.as_slice(), &expected, 5e-10);

        net.gradient(x, 0, &mut gradient);
        let logits = [-0.801553105767269, 0.2853555304250049, 0.5161975753422642];
        assert_close("logits", gradient.layer3.bias.as_slice(), &logits, 1e-15);
        let second = [0.02566675, 0.00350008, 0.00212672];
        assert_close("layer 2", gradient.layer2.bias.as_slice(), &second, 5e-9);
        let first = [0.00724673, 0.01093877, 0.01850146];
        assert_close("layer 1", gradient.layer1.bias.as_slice(), &first, 5e-9);
    }
}

/// Assaad Moawad, "Neural networks and back-propagation explained in a simple way": y = W₂ W₁ x
/// for the data y = 2 x, with the loss summed over the samples.
mod moawad {
    use super::*;

    network! { struct Net: f64 < 1 => linear 1 => linear 1 >, loss = sum_squared }

    #[test]
    fn loss_and_gradient() {
        let mut net = Net::ZERO;
        net.layer1.weights[0] = 3.0;
        net.layer2.weights[0] = 1.0;
        let x = [[0.0], [1.0], [2.0], [3.0], [4.0]];
        let t = x.map(|[x]| [2.0 * x]);

        let mut gradient = Net::ZERO;
        let mut loss = 0.0;
        for (x, t) in x.iter().zip(&t) {
            loss += net.gradient(x, t, &mut gradient);
        }
        assert_eq!(loss, 30.0);
        assert_eq!(gradient.layer1.weights[0], 60.0);
        assert_eq!(gradient.layer2.weights[0], 180.0);

        // a batch has the mean over its samples
        let mut gradient = Net::ZERO;
        assert_close(
            "loss",
            &[net.gradient_batch(&x, &t, &mut gradient).unwrap()],
            &[6.0],
            1e-15,
        );
        assert_close("W₁", &[gradient.layer1.weights[0]], &[12.0], 1e-15);
        assert_close("W₂", &[gradient.layer2.weights[0]], &[36.0], 1e-15);
    }
}
