//! The chain rule, number by number: one sample through one network and back, and one step.
//!
//! ```text
//! cargo run --release --example chain_rule
//! ```
//!
//! The network, its weights and the sample are those of M. Sakryukin's article "Under the Hood of
//! Neural Networks, Part 1: Fully Connected", so that the forward pass can be checked against print:
//! layers [.7, .5] and [.51, 0], outputs [.56, .44].
//!
//! Every number below comes out of the library: `trace` is the forward pass with all that it
//! computes on the way, `gradient` the loss and its derivatives, `backward` the way back from any
//! ∂L/∂y. Of one sample ∂L/∂b *is* δ, because z = W a + b: that is where the deltas are read off.

mod layout;

use layout::{Piece, heading, matrix, number, row, text};
use typed_nn::activation::{Elementwise, relu};
use typed_nn::nalgebra::Vector2;
use typed_nn::optimizer::{Optimizer, Sgd};
use typed_nn::{Dense, network};

network! {
    /// The article's network.
    #[derive(Clone, Copy)]
    struct Article: f64 < 2 => relu 2 => relu 2 => softmax 2 >
}

/// The article's weights; a row for each unit.
fn article() -> Article {
    Article {
        layer1: Dense::from_rows([[0.5, 0.1], [0.2, 0.2]], [0.1, 0.1]),
        layer2: Dense::from_rows([[0.3, 0.2], [-0.1, 0.1]], [0.2, -0.1]),
        layer3: Dense::from_rows([[0.1, 0.1], [-0.2, 0.2]], [0.1, 0.0]),
    }
}

const X: [f64; 2] = [1.0, 1.0];
/// Class 0, as probabilities.
const T: [f64; 2] = [1.0, 0.0];

fn main() -> Result<(), typed_nn::Error> {
    let mut net = article();
    let trace = net.trace(X);
    let mut gradient = Article::ZERO;
    let loss = net.gradient(X, T, &mut gradient);

    println!("{}\n", Article::summary());
    heading("INPUT");
    row(&[
        text("x ="),
        matrix(X.into()),
        text("   wanted: t ="),
        matrix(T.into()),
    ]);
    forward(&net, &trace);
    heading("LOSS   cross-entropy: L = −Σ tᵢ ln pᵢ");
    let p = trace.layer3.output;
    let [p1, p2] = [number(p[0]), number(p[1])];
    println!(
        "  L = −({} ln {p1} + {} ln {p2}) = {}\n",
        T[0],
        T[1],
        number(loss)
    );
    heading("DERIVATIVE   at the output, where the chain begins");
    let output_gradient = Vector2::new(-T[0] / p[0], -T[1] / p[1]);
    row(&[text("∂L/∂p = −t / p ="), matrix(output_gradient)]);
    back(&net, &trace, &gradient);
    whole_chain(&net, &trace, &output_gradient, &gradient);

    heading("STEP   gradient descent: W ← W − η ∂L/∂W, b ← b − η ∂L/∂b");
    let before = net;
    let sgd = Sgd {
        learning_rate: 0.1,
        ..Sgd::default()
    };
    sgd.step(&mut net, &gradient, &mut sgd.state(&before));
    step('₃', &before.layer3, &net.layer3);
    step('₂', &before.layer2, &net.layer2);
    step('₁', &before.layer1, &net.layer1);
    let after = net.evaluate(&[X], &[T])?.loss;
    println!(
        "  With η = {} the loss falls from {} to {}.",
        sgd.learning_rate,
        number(loss),
        number(after)
    );
    Ok(())
}

/// From the input to the output.
fn forward(net: &Article, trace: &ArticleTrace) {
    let (a1, a2, p) = (
        trace.layer1.output,
        trace.layer2.output,
        trace.layer3.output,
    );
    heading("FORWARD   each layer: z = W a + b, then its activation");
    affine('₁', "x", &net.layer1, X.into());
    row(&[text("a₁ = relu(z₁) ="), matrix(a1)]);
    affine('₂', "a₁", &net.layer2, a1);
    row(&[text("a₂ = relu(z₂) ="), matrix(a2)]);
    affine('₃', "a₂", &net.layer3, a2);
    row(&[text("p = softmax(z₃) ="), matrix(p)]);
}

/// From the output to the input.
fn back(net: &Article, trace: &ArticleTrace, gradient: &Article) {
    let (a1, a2, p) = (
        trace.layer1.output,
        trace.layer2.output,
        trace.layer3.output,
    );
    let (delta1, delta2, delta3) = (
        gradient.layer1.bias,
        gradient.layer2.bias,
        gradient.layer3.bias,
    );
    heading("BACK   from the output to the input, δ = ∂L/∂z");
    println!("  ∂L/∂p times the slope of softmax: with cross-entropy all but p − t cancels.\n");
    row(&[
        text("δ₃ = p − t ="),
        matrix(p),
        text("−"),
        matrix(T.into()),
        text("="),
        matrix(delta3),
    ]);
    outer('₃', "a₂", &gradient.layer3, a2);
    println!("  Back through the weights, then times the slope of relu: 1 where z > 0, else 0.\n");
    let chain = text("δ₂ = (W₃ᵀ δ₃) ⊙ relu′(z₂) =");
    hidden(chain, &net.layer3, delta3, a2, delta2);
    outer('₂', "a₁", &gradient.layer2, a1);
    let chain = text("δ₁ = (W₂ᵀ δ₂) ⊙ relu′(z₁) =");
    hidden(chain, &net.layer2, delta2, a1, delta1);
    outer('₁', "x", &gradient.layer1, X.into());
}

/// The same by `backward`, which starts at ∂L/∂p, knows no loss, and goes on to the input.
fn whole_chain(
    net: &Article,
    trace: &ArticleTrace,
    output_gradient: &Vector2<f64>,
    gradient: &Article,
) {
    let mut again = Article::ZERO;
    let dx = net.backward(X, trace, output_gradient, &mut again);
    row(&[
        text("∂L/∂x = W₁ᵀ δ₁ ="),
        matrix(net.layer1.weights.transpose()),
        matrix(gradient.layer1.bias),
        text("="),
        matrix(dx),
    ]);
    let pairs = gradient.as_slice().iter().zip(again.as_slice());
    let most = pairs.fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()));
    println!(
        "  `backward`, which starts at ∂L/∂p and takes every link of the chain, comes to the same"
    );
    println!(
        "  gradient as `gradient`, which starts at p − t: the largest difference is {most}.\n"
    );
}

/// z = W a + b of layer `n`, whose input is called `a`.
///
/// The trace does not hold it: relu keeps only what its slope needs.
fn affine<A>(n: char, a: &str, layer: &Dense<A, f64, 2, 2>, input: Vector2<f64>) {
    let z = layer.weights * input + layer.bias;
    row(&[
        text(&format!("z{n} = W{n} {a} + b{n} =")),
        matrix(layer.weights),
        matrix(input),
        text("+"),
        matrix(layer.bias),
        text("="),
        matrix(z),
    ]);
}

/// δ of a hidden layer, from the layer behind it.
fn hidden<A>(
    chain: Piece,
    next: &Dense<A, f64, 2, 2>,
    next_delta: Vector2<f64>,
    a: Vector2<f64>,
    delta: Vector2<f64>,
) {
    let slope = a.map(|a| relu::slope(a, a));
    let back = [matrix(next.weights.transpose()), matrix(next_delta)];
    row(&[
        vec![chain],
        back.into(),
        vec![text("⊙"), matrix(slope), text("="), matrix(delta)],
    ]
    .concat());
}

/// The gradient of layer `n`, whose input is called `a`.
fn outer<A>(n: char, a: &str, gradient: &Dense<A, f64, 2, 2>, input: Vector2<f64>) {
    let delta = gradient.bias;
    row(&[
        text(&format!("∂L/∂W{n} = δ{n} {a}ᵀ =")),
        matrix(delta),
        text(&format!("[ {} {} ] =", number(input[0]), number(input[1]))),
        matrix(gradient.weights),
    ]);
    row(&[text(&format!("∂L/∂b{n} = δ{n} =")), matrix(delta)]);
}

/// What a step changed in layer `n`.
fn step<A>(n: char, before: &Dense<A, f64, 2, 2>, after: &Dense<A, f64, 2, 2>) {
    row(&[
        text(&format!("W{n}:")),
        matrix(before.weights),
        text("→"),
        matrix(after.weights),
        text(&format!("   b{n}:")),
        matrix(before.bias),
        text("→"),
        matrix(after.bias),
    ]);
}
