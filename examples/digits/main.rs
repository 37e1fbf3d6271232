//! Reads handwritten digits: 1,297 images of 8 × 8 pixels to learn from, 500 others to be tested with.
//!
//! ```text
//! cargo run --release --example digits
//! ```
//!
//! It trains in less than a second, prints how many of the test digits it reads correctly and which
//! digits it takes for which, and draws `target/digits.svg`: how it learned, and what it got wrong.
//!
//! Over the seeds 0 to 9 the test accuracy is 98.6 % at least, 98.8 % in the median and 99.2 % at
//! most. The seed decides where the weights start and in which order the digits are seen; the split
//! is always the same. Over 12 other splits with three seeds each it was 97.8 % to 99.4 %.

#[path = "../common/mod.rs"]
mod common;
mod data;
mod picture;

use clap::Parser;
use common::finish::finish;
use common::learn::learn;
use common::table;
use data::Digits;
use picture::{Misread, picture};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use typed_nn::network;
use typed_nn::optimizer::Adam;
use typed_nn::train::{ConfusionMatrix, Settings, accuracy};

network! {
    /// Reads a digit of 8 × 8 pixels.
    ///
    /// The targets are smoothed: the network is to be 91 % sure, not 100 %. That keeps the weights
    /// small, and a few more of the digits that it has never seen come out right.
    pub struct Reader< 64 => relu 64 => relu 32 => softmax 10 >,
    loss = cross_entropy(0.1)
}

/// How many digits are kept back for the test.
const TEST: usize = 500;

/// Learns to read handwritten digits, and shows how well it does.
#[derive(Parser)]
#[command(name = "digits")]
struct Args {
    /// How many times to go through the training digits
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    epochs: u32,
    /// What the weights and the order of the digits are drawn from
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Where to write the picture (SVG)
    #[arg(long, value_name = "PATH", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/digits.svg"))]
    picture: PathBuf,
    /// The digits (gzipped CSV)
    #[arg(long, value_name = "PATH", default_value_os_t = table::path("digits.csv.gz"))]
    data: PathBuf,
    /// Print the test accuracies of as many seeds, from 0 on, and nothing else
    #[arg(long, value_name = "NUMBER")]
    seeds: Option<u64>,
}

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let (train, test) = data::read(&args.data)?.split(TEST);
    if let Some(seeds) = args.seeds {
        let score = |seed| {
            let mut net = Reader::new(seed);
            train_it(&mut net, train.clone(), &test, args.epochs, seed)?;
            Ok(100.0 * accuracy(&net, &test.inputs, &test.targets)?)
        };
        return common::task::print_scores("accuracy (%)", (0..seeds).map(score));
    }
    println!("{}\n", Reader::summary());
    println!(
        "{} digits to learn from, {} to be tested with",
        train.inputs.len(),
        test.inputs.len()
    );

    let mut net = Reader::new(args.seed);
    let mut curves = train_it(&mut net, train, &test, args.epochs, args.seed)?;
    curves.loss.least = Some(least_loss());

    let matrix = ConfusionMatrix::<10>::of(&net, &test.inputs, &test.targets)?;
    println!(
        "test accuracy {:.1} % after {} epochs, seed {}",
        100.0 * matrix.accuracy(),
        args.epochs,
        args.seed
    );
    println!("\nwhat it is (rows) and what was read (columns):\n{matrix}\n");

    let misread = misread(&net, &test);
    picture(&args.picture, &curves, &misread, test.inputs.len())?;
    println!("picture: {}", args.picture.display());
    Ok(())
}

fn train_it(
    net: &mut Reader,
    train: Digits,
    test: &Digits,
    epochs: u32,
    seed: u64,
) -> Result<common::chart::Curves, Box<dyn Error>> {
    let adam = Adam {
        learning_rate: 0.003,
        ..Adam::default()
    };
    let settings = Settings {
        epochs: epochs as usize,
        seed,
        ..Settings::default()
    };
    let shown = |accuracy: f32| format!("accuracy {:.1} %", 100.0 * accuracy);
    learn(net, adam, settings, (train, test), shown)
}

/// The cross-entropy of a network that gives the smoothed target itself: 0.91 for the digit, 0.01 for
/// each of the nine others.
fn least_loss() -> f32 {
    -(0.91 * 0.91_f32.ln() + 9.0 * 0.01 * 0.01_f32.ln())
}

/// The test digits that were read wrongly, the surest first.
fn misread(net: &Reader, test: &Digits) -> Vec<Misread> {
    let mut wrong: Vec<_> = test
        .inputs
        .iter()
        .zip(&test.targets)
        .filter_map(|(image, &class)| {
            let probabilities = net.forward(image);
            let (read, sure) = probabilities.argmax();
            (read != usize::from(class)).then_some(Misread {
                image: *image,
                class,
                read,
                sure,
            })
        })
        .collect();
    wrong.sort_by(|a, b| b.sure.total_cmp(&a.sure));
    wrong
}
