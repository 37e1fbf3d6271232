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

mod data;
#[path = "../common/finish.rs"]
mod finish;
mod picture;

use clap::Parser;
use data::Digits;
use indicatif::{ProgressBar, ProgressStyle};
use picture::{Curves, Misread};
use std::error::Error;
use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use typed_nn::network;
use typed_nn::optimizer::Adam;
use typed_nn::train::{ConfusionMatrix, Settings, Trainer};

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
    #[arg(long, value_name = "PATH", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/digits.csv.gz"))]
    data: PathBuf,
}

fn main() -> ExitCode {
    finish::finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let (train, test) = Digits::read(&args.data)?.split(TEST);
    println!("{}\n", Reader::summary());
    println!(
        "{} digits to learn from, {} to be tested with",
        train.images.len(),
        test.images.len()
    );

    let mut net = Reader::new(args.seed);
    let curves = learn(&mut net, train, &test, args)?;

    let matrix = ConfusionMatrix::<10>::of(&net, &test.images, &test.classes)?;
    println!(
        "test accuracy {:.1} % after {} epochs, seed {}",
        100.0 * matrix.accuracy(),
        args.epochs,
        args.seed
    );
    println!("\nwhat it is (rows) and what was read (columns):\n{matrix}\n");

    picture::write(
        &args.picture,
        &curves,
        &misread(&net, &test),
        test.images.len(),
    )?;
    println!("picture: {}", args.picture.display());
    Ok(())
}

/// Trains, and notes after each epoch how far it is.
fn learn(
    net: &mut Reader,
    mut train: Digits,
    test: &Digits,
    args: &Args,
) -> Result<Curves, Box<dyn Error>> {
    let adam = Adam {
        learning_rate: 0.003,
        ..Adam::default()
    };
    let settings = Settings {
        epochs: args.epochs as usize,
        seed: args.seed,
        ..Settings::default()
    };
    let progress = progress(args.epochs)?;
    let mut curves = Curves::default();
    curves.loss.least = Some(least_loss());
    let mut measured = Ok(());
    Trainer::new(adam, settings).fit(
        net,
        &mut train.images,
        &mut train.classes,
        |epoch, net| match net.evaluate(&test.images, &test.classes) {
            Ok(score) => {
                curves.loss.add(epoch.loss, score.loss);
                curves
                    .accuracy
                    .add(100.0 * epoch.metric, 100.0 * score.metric);
                progress.set_message(format!(
                    "loss {:.3}, test accuracy {:.1} %",
                    epoch.loss,
                    100.0 * score.metric
                ));
                progress.inc(1);
                ControlFlow::Continue(())
            }
            Err(error) => {
                measured = Err(error);
                ControlFlow::Break(())
            }
        },
    )?;
    measured?;
    progress.finish_and_clear();
    Ok(curves)
}

/// The cross-entropy of a network that gives the smoothed target itself: 0.91 for the digit, 0.01 for
/// each of the nine others.
fn least_loss() -> f32 {
    -(0.91 * 0.91_f32.ln() + 9.0 * 0.01 * 0.01_f32.ln())
}

/// A bar on a terminal; nothing where nobody is looking.
fn progress(epochs: u32) -> Result<ProgressBar, Box<dyn Error>> {
    if !std::io::stderr().is_terminal() {
        return Ok(ProgressBar::hidden());
    }
    let style = ProgressStyle::with_template("epoch {pos:>3}/{len} [{bar:32}] {msg}")?;
    Ok(ProgressBar::new(epochs.into()).with_style(style.progress_chars("=> ")))
}

/// The test digits that were read wrongly, the surest first.
fn misread(net: &Reader, test: &Digits) -> Vec<Misread> {
    let mut wrong: Vec<_> = test
        .images
        .iter()
        .zip(&test.classes)
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
