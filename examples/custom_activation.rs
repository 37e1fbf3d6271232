//! Activations of your own: one plain, one with a number; and how to be sure of their slopes.
//!
//! ```text
//! cargo run --release --example custom_activation
//! ```
//!
//! An activation is a type with a function and its derivative; `network!` finds it by its path. A
//! wrong derivative does not crash: the network just learns badly. So compare it with the difference
//! quotient (f(x + h) − f(x − h)) / 2h, whose error is of the order of h²; and then the gradient of
//! a network that uses it, parameter by parameter, with the same quotient of the loss.

#[path = "common/finish.rs"]
mod finish;

use std::error::Error;
use std::marker::PhantomData;
use std::process::ExitCode;
use typed_nn::activation::{Elementwise, KeepBoth, Parameter, Value};
use typed_nn::optimizer::{Adam, Optimizer};
use typed_nn::{Scalar, network};

/// The bent identity: f(x) = (√(x² + 1) − 1) / 2 + x, f′(x) = x / (2 √(x² + 1)) + 1
#[allow(non_camel_case_types)] // an activation is called as it is written in a declaration
pub enum bent {}

impl Elementwise for bent {
    /// The slope reads x; for one that reads y alone, `KeepOutput` saves memory.
    type Keep = KeepBoth;

    fn value<T: Scalar>(x: T) -> T {
        T::of(0.5) * ((x * x + T::ONE).sqrt() - T::ONE) + x
    }
    fn slope<T: Scalar>(x: T, _y: T) -> T {
        T::of(0.5) * x / (x * x + T::ONE).sqrt() + T::ONE
    }
}

/// Swish: f(x) = x σ(βx), f′(x) = σ(βx) + βx σ(βx) (1 − σ(βx)), with β behind the name.
///
/// Ramachandran, Zoph and Le, "Searching for Activation Functions", 2017.
#[allow(non_camel_case_types)]
pub struct swish<B>(PhantomData<B>);

/// σ(x) = 1 / (1 + e⁻ˣ)
fn sigmoid<T: Scalar>(x: T) -> T {
    T::ONE / (T::ONE + (-x).exp())
}

impl<B: Parameter> Elementwise for swish<B> {
    type Keep = KeepBoth;

    fn value<T: Scalar>(x: T) -> T {
        x * sigmoid(T::of(B::VALUE) * x)
    }
    fn slope<T: Scalar>(x: T, _y: T) -> T {
        let scaled = T::of(B::VALUE) * x;
        let gate = sigmoid(scaled);
        gate + scaled * gate * (T::ONE - gate)
    }
}

network! {
    /// Learns a curve, through both.
    struct Curve: f64 < 1 => self::bent 8 => self::swish(1.5) 8 => linear 1 >
}

/// In `f64`, h² and the rounding error divided by h are both about 10⁻¹⁰ here.
const H: f64 = 1e-5;
/// What is taken for the error of the quotient, not of the derivative.
const TOLERANCE: f64 = 1e-8;

fn main() -> ExitCode {
    finish::finish(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    check_slope::<bent>("bent")?;
    check_slope::<swish<Value<{ 1.5_f64.to_bits() }>>>("swish(1.5)")?;

    // y = x² at 21 points from −1 to 1
    let inputs: Vec<[f64; 1]> = (-10..=10).map(|i| [f64::from(i) / 10.0]).collect();
    let targets: Vec<[f64; 1]> = inputs.iter().map(|[x]| [x * x]).collect();
    let mut net = Curve::new(1);
    check_gradient(&net, &inputs, &targets)?;

    let adam = Adam {
        learning_rate: 0.01,
        ..Adam::default()
    };
    let mut state = adam.state(&net);
    let before = net.evaluate(&inputs, &targets)?.loss;
    for _ in 0..500 {
        let mut gradient = Curve::ZERO;
        net.gradient_batch(&inputs, &targets, &mut gradient)?;
        adam.step(&mut net, &gradient, &mut state);
    }
    let after = net.evaluate(&inputs, &targets)?.loss;
    println!("500 steps towards y = x² take the mean square from {before:.4} to {after:.6}");
    Ok(())
}

/// The slope of an activation against its difference quotient.
fn check_slope<A: Elementwise>(name: &str) -> Result<(), Box<dyn Error>> {
    println!("{name}\n     x       f(x)      f′(x)   quotient");
    let mut most = 0.0_f64;
    for step in -40..=40 {
        let x = f64::from(step) / 10.0;
        let y = A::value(x);
        let slope = A::slope(x, y);
        let quotient = (A::value(x + H) - A::value(x - H)) / (2.0 * H);
        most = most.max((slope - quotient).abs());
        if step % 20 == 0 {
            println!("{x:6.1} {y:10.6} {slope:10.6} {quotient:10.6}");
        }
    }
    verdict(&format!("the slope of {name}"), most)
}

/// ∂L/∂w of every parameter against the difference quotient of the mean loss.
fn check_gradient(
    net: &Curve,
    inputs: &[[f64; 1]],
    targets: &[[f64; 1]],
) -> Result<(), Box<dyn Error>> {
    let mut gradient = Curve::ZERO;
    net.gradient_batch(inputs, targets, &mut gradient)?;
    let loss_with = |index: usize, change: f64| {
        let mut moved = Curve::ZERO;
        moved.as_mut_slice().copy_from_slice(net.as_slice());
        moved.as_mut_slice()[index] += change;
        moved.evaluate(inputs, targets).map(|score| score.loss)
    };
    let mut most = 0.0_f64;
    for (index, derivative) in gradient.as_slice().iter().enumerate() {
        let quotient = (loss_with(index, H)? - loss_with(index, -H)?) / (2.0 * H);
        most = most.max((derivative - quotient).abs());
    }
    verdict(
        &format!("the gradient of all {} parameters", Curve::PARAMS),
        most,
    )
}

/// An error if the largest difference is more than the quotient's own error can be.
fn verdict(what: &str, most: f64) -> Result<(), Box<dyn Error>> {
    if most > TOLERANCE {
        return Err(format!("{what} is wrong: off by up to {most:.1e}").into());
    }
    println!("{what} is right: within {most:.0e} of the quotient\n");
    Ok(())
}
