//! Tells three species of iris apart, or guesses a petal's width: the same data, class and number.
//!
//! ```text
//! cargo run --release --example iris
//! cargo run --release --example iris -- --regress
//! ```
//!
//! 100 flowers to learn from, 50 to be tested with, from a CSV file. The only difference between the
//! two tasks is the last layer: `softmax` with a class as the target, or `linear` with a number.
//! Which loss belongs to it, the library knows: cross-entropy or the mean square.

#[path = "common/finish.rs"]
mod finish;
#[path = "common/iris.rs"]
mod iris;

use clap::Parser;
use iris::{Irises, SPECIES, Scale};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use typed_nn::optimizer::Adam;
use typed_nn::train::{self, ConfusionMatrix, Report, Settings, Trainer};
use typed_nn::{Learn, network};

network! {
    /// Sepal length and width, petal length and width → species.
    pub struct Species< 4 => tanh 8 => softmax 3 >
}
network! {
    /// Sepal length and width, petal length → petal width in cm.
    pub struct PetalWidth< 3 => tanh 8 => linear 1 >
}

/// How many flowers are kept back for the test.
const TEST: usize = 50;

/// Tells species of iris apart, or guesses the width of their petals.
#[derive(Parser)]
#[command(name = "iris")]
struct Args {
    /// Guess the petal's width from the other three measurements
    #[arg(long)]
    regress: bool,
    /// How many times to go through the training flowers
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    epochs: u32,
    /// What the weights and the order of the flowers are drawn from
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// The flowers (CSV)
    #[arg(long, value_name = "PATH", default_value_os_t = iris::path())]
    data: PathBuf,
}

fn main() -> ExitCode {
    let args = Args::parse();
    finish::finish(if args.regress {
        regress(&args)
    } else {
        classify(&args)
    })
}

fn classify(args: &Args) -> Result<(), Box<dyn Error>> {
    let (mut train, test) = Irises::read(&args.data)?.split(TEST);
    let scale = Scale::of(&train.flowers);
    let (mut flowers, test_flowers) = (scale.apply(&train.flowers), scale.apply(&test.flowers));

    println!("{}\n", Species::summary());
    let mut net = Species::new(args.seed);
    let report = learn(&mut net, &mut flowers, &mut train.species, args)?;

    let matrix = ConfusionMatrix::<3>::of(&net, &test_flowers, &test.species)?;
    println!(
        "training loss {:.3}, accuracy {:.1} %",
        report.loss,
        100.0 * report.metric
    );
    println!(
        "test accuracy {:.1} % of {} flowers",
        100.0 * matrix.accuracy(),
        test.flowers.len()
    );
    println!("\nwhat it is (rows) and what it was taken for (columns):\n{matrix}");
    for (class, name) in SPECIES.iter().enumerate() {
        println!("{class} is {name}");
    }
    Ok(())
}

fn regress(args: &Args) -> Result<(), Box<dyn Error>> {
    let (train, test) = Irises::read(&args.data)?.split(TEST);
    let scale = Scale::of(&train.flowers);
    let three = |flowers: &[iris::Flower]| -> Vec<[f32; 3]> {
        let scaled = scale.apply(flowers).into_iter();
        scaled.map(|[a, b, c, _]| [a, b, c]).collect()
    };
    let width = |flowers: &[iris::Flower]| -> Vec<[f32; 1]> {
        flowers.iter().map(|&[_, _, _, width]| [width]).collect()
    };
    let (test_inputs, test_widths) = (three(&test.flowers), width(&test.flowers));

    println!("{}\n", PetalWidth::summary());
    let mut net = PetalWidth::new(args.seed);
    let report = learn(
        &mut net,
        &mut three(&train.flowers),
        &mut width(&train.flowers),
        args,
    )?;

    println!(
        "training loss {:.4} cm², mean error {:.2} cm",
        report.loss, report.metric
    );
    let error = train::mean_absolute_error(&net, &test_inputs, &test_widths)?;
    let explained = train::r_squared(&net, &test_inputs, &test_widths)?;
    println!(
        "test: mean error {error:.2} cm, R² {explained:.3}, of {} flowers\n",
        test.flowers.len()
    );
    println!("measured  guessed (cm)");
    for (input, [measured]) in test_inputs.iter().zip(&test_widths).take(8) {
        println!("{measured:8.1}  {:7.2}", net.forward(input)[0]);
    }
    Ok(())
}

/// Trains either network: what it takes and learns is in its type.
fn learn<N, X, Y>(
    net: &mut N,
    inputs: &mut [X],
    targets: &mut [Y],
    args: &Args,
) -> Result<Report<f32>, typed_nn::Error>
where
    N: Learn<X, Y, Scalar = f32>,
{
    let adam = Adam {
        learning_rate: 0.01,
        ..Adam::default()
    };
    let settings = Settings {
        epochs: args.epochs as usize,
        batch: 16,
        seed: args.seed,
        ..Settings::default()
    };
    Trainer::new(adam, settings).fit(net, inputs, targets, |_, _| ControlFlow::Continue(()))
}
