//! A whole task on a table of numbers: a network that tells classes apart, or one that guesses a number.

use super::chart::{Curves, chart, heading, scatter, write};
use super::finish::finish;
use super::learn::learn;
use super::table::{self, Table, Target};
use clap::Parser;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use typed_nn::optimizer::Adam;
use typed_nn::train::{ConfusionMatrix, Settings, accuracy, r_squared};
use typed_nn::{Learn, Network};

/// What a task is about, and how it is learned.
pub struct Task {
    /// A file of `examples/data`, without its ending; the picture's name too.
    pub name: &'static str,
    /// What the samples are: "wines".
    pub samples: &'static str,
    /// What the classes are called; nothing where a number is guessed.
    pub classes: &'static [&'static str],
    /// The unit of the number.
    pub unit: &'static str,
    /// How many samples are kept back for the test.
    pub test: usize,
    pub epochs: usize,
    pub batch: usize,
    pub learning_rate: f32,
}

/// Learns from real data, and shows how well it does.
#[derive(Parser)]
pub struct Args {
    /// How many times to go through the training data [default: the task's]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    epochs: Option<u32>,
    /// What the weights and the order of the samples are drawn from
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Print the test scores of as many seeds, from 0 on, and nothing else
    #[arg(long, value_name = "NUMBER")]
    seeds: Option<u64>,
    /// Where to write the picture (SVG) [default: target/NAME.svg]
    #[arg(long, value_name = "PATH")]
    picture: Option<PathBuf>,
    /// The data (gzipped CSV) [default: examples/data/NAME.csv.gz]
    #[arg(long, value_name = "PATH")]
    data: Option<PathBuf>,
}

type Split<X, Y> = (Table<X, Y>, Table<X, Y>);

impl Task {
    /// A network that tells `C` classes apart, tested with the last samples of a shuffled table.
    pub fn classify<N, const I: usize, const C: usize>(
        &self,
        new: impl Fn(u64, &[[f32; I]]) -> Result<N, typed_nn::Error>,
    ) -> ExitCode
    where
        N: Learn<[f32; I], u8, Scalar = f32>,
    {
        self.main(|args| {
            let split = self.read(args)?.split(self.test);
            self.classify_split::<N, I, C>(args, split, new)
        })
    }

    /// The same with samples that are prepared and split already.
    pub fn classify_split<N, const I: usize, const C: usize>(
        &self,
        args: &Args,
        (train, test): Split<[f32; I], u8>,
        new: impl Fn(u64, &[[f32; I]]) -> Result<N, typed_nn::Error>,
    ) -> Result<(), Box<dyn Error>>
    where
        N: Learn<[f32; I], u8, Scalar = f32>,
    {
        let shown = |accuracy: f32| format!("accuracy {:.1} %", 100.0 * accuracy);
        let trained = |seed| self.trained(args, seed, (&train, &test), &new, shown);
        if let Some(seeds) = args.seeds {
            let score = |seed| {
                let (net, _) = trained(seed)?;
                Ok(100.0 * accuracy(&net, &test.inputs, &test.targets)?)
            };
            return print_scores("accuracy (%)", (0..seeds).map(score));
        }
        self.introduce::<N, _, _>(&train, &test);
        let (net, curves) = trained(args.seed)?;
        let matrix = ConfusionMatrix::<C>::of(&net, &test.inputs, &test.targets)?;
        println!(
            "test accuracy {:.1} %, seed {}",
            100.0 * matrix.accuracy(),
            args.seed
        );
        println!("\nwhat it is (rows) and what it was taken for (columns):\n{matrix}");
        for (class, name) in self.classes.iter().enumerate() {
            println!("{class} is {name}");
        }
        let tested = test.inputs.len();
        let right = (matrix.accuracy() * tested as f64).round();
        let title = format!("{right} of {tested} {} told apart", self.samples);
        self.picture(args, &title, |areas| {
            self.loss(&areas[0], &curves, "mean cross-entropy (nats)")?;
            let accuracy = curves.metric.percent();
            let percent = |value| format!("{value:.1} %");
            chart(&areas[1], &accuracy, "Accuracy", "right (%)", percent)
        })
    }

    /// A network that guesses a number.
    pub fn regress<N, const I: usize>(
        &self,
        new: impl Fn(u64, &[[f32; I]]) -> Result<N, typed_nn::Error>,
    ) -> ExitCode
    where
        N: Learn<[f32; I], [f32; 1], Scalar = f32>,
    {
        self.main(|args| {
            let (train, test) = self.read(args)?.split(self.test);
            let shown = |error: f32| format!("mean error {error:.1} {}", self.unit);
            let trained = |seed| self.trained(args, seed, (&train, &test), &new, shown);
            if let Some(seeds) = args.seeds {
                let score = |seed| {
                    let (net, _) = trained(seed)?;
                    Ok(100.0 * r_squared(&net, &test.inputs, &test.targets)?)
                };
                return print_scores("R² (%)", (0..seeds).map(score));
            }
            self.introduce::<N, _, _>(&train, &test);
            let (net, curves) = trained(args.seed)?;
            let mut pairs = vec![];
            let score = net.evaluate_each(&test.inputs, &test.targets, |judged| {
                pairs.extend(
                    judged
                        .target
                        .iter()
                        .copied()
                        .zip(judged.output.iter().copied()),
                );
            })?;
            let explained = r_squared(&net, &test.inputs, &test.targets)?;
            let unit = self.unit;
            println!(
                "test: mean error {:.1} {unit}, R² {explained:.3}, seed {}",
                score.metric, args.seed
            );
            let title = format!("{} {}: R² {explained:.2}", pairs.len(), self.samples);
            self.picture(args, &title, |areas| {
                self.loss(&areas[0], &curves, "mean squared error")?;
                scatter(&areas[1], &pairs, "Test", unit)
            })
        })
    }

    /// Runs `work` with the program's arguments.
    pub fn main(&self, work: impl FnOnce(&Args) -> Result<(), Box<dyn Error>>) -> ExitCode {
        finish(work(&Args::parse()))
    }

    /// The data, as it stands in the file.
    pub fn read<const I: usize, Y: Target>(
        &self,
        args: &Args,
    ) -> Result<Table<[f32; I], Y>, Box<dyn Error>> {
        let own = || table::path(&format!("{}.csv.gz", self.name));
        Table::read(&args.data.clone().unwrap_or_else(own))
    }

    /// A network and how it learned.
    fn trained<N, X: Copy, Y: Copy>(
        &self,
        args: &Args,
        seed: u64,
        (train, test): (&Table<X, Y>, &Table<X, Y>),
        new: impl Fn(u64, &[X]) -> Result<N, typed_nn::Error>,
        shown: impl Fn(f32) -> String,
    ) -> Result<(N, Curves), Box<dyn Error>>
    where
        N: Learn<X, Y, Scalar = f32>,
    {
        let mut net = new(seed, &train.inputs)?;
        let optimizer = Adam {
            learning_rate: self.learning_rate,
            ..Adam::default()
        };
        let settings = Settings {
            epochs: args.epochs.map_or(self.epochs, |epochs| epochs as usize),
            batch: self.batch,
            seed,
            ..Settings::default()
        };
        let curves = learn(&mut net, optimizer, settings, (train.clone(), test), shown)?;
        Ok((net, curves))
    }

    fn introduce<N: Network, X, Y>(&self, train: &Table<X, Y>, test: &Table<X, Y>) {
        println!("{}\n", N::SUMMARY);
        let (learned, tested) = (train.inputs.len(), test.inputs.len());
        println!(
            "{learned} {} to learn from, {tested} to be tested with",
            self.samples
        );
    }

    fn loss(&self, area: &super::chart::Area, curves: &Curves, unit: &str) -> super::chart::Drawn {
        let digits = if self.classes.is_empty() { 0 } else { 3 };
        chart(area, &curves.loss, "Loss", unit, |loss| {
            format!("{loss:.digits$}")
        })
    }

    fn picture(
        &self,
        args: &Args,
        title: &str,
        draw: impl FnOnce(&[super::chart::Area]) -> super::chart::Drawn,
    ) -> Result<(), Box<dyn Error>> {
        let target = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target"));
        let own = || target.join(format!("{}.svg", self.name));
        let path = args.picture.clone().unwrap_or_else(own);
        write(&path, (1200, 510), |root| {
            let (top, charts) = root.split_vertically(70);
            heading(&top, title)?;
            draw(&charts.split_evenly((1, 2)))
        })?;
        println!("\npicture: {}", path.display());
        Ok(())
    }
}

/// A line of scores and their mean.
pub fn print_scores(
    metric: &str,
    scores: impl Iterator<Item = Result<f64, Box<dyn Error>>>,
) -> Result<(), Box<dyn Error>> {
    let scores = scores.collect::<Result<Vec<f64>, _>>()?;
    let each: Vec<_> = scores.iter().map(|score| format!("{score:.1}")).collect();
    let mean = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
    println!(
        "test {metric} of each seed: {}; mean {mean:.2}",
        each.join(", ")
    );
    Ok(())
}
