//! Two networks with one encoder: what one task teaches it, the other can use.
//!
//! ```text
//! cargo run --release --example sub_network
//! ```
//!
//! A type made by `network!` can stand in another declaration where a layer stands. Here the same
//! `Encoder` is the first stage of two networks, one of which names the species of an iris while
//! the other guesses the width of its petals. The field `encoder` is of one type in both, so it goes
//! from one to the other by assignment, and a network that needs another encoder is refused by the
//! compiler.
//!
//! They take turns: each learns for an epoch, through the encoder, and hands it on.

#[path = "common/finish.rs"]
mod finish;
#[path = "common/iris.rs"]
mod iris;

use clap::Parser;
use iris::{Flower, Irises, SPECIES, Scale};
use std::error::Error;
use std::ops::ControlFlow;
use std::process::ExitCode;
use typed_nn::network;
use typed_nn::optimizer::Adam;
use typed_nn::train::{Settings, Trainer, accuracy, mean_absolute_error};

network! {
    /// Three measurements of a flower in four numbers that both tasks can work with.
    #[derive(Clone, Copy, PartialEq)]
    pub struct Encoder< 3 => tanh 8 => tanh 4 >
}
network! {
    /// Names the species.
    pub struct Species< 3 => encoder: Encoder => softmax 3 >
}
network! {
    /// Guesses the width of the petals in cm.
    pub struct PetalWidth< 3 => encoder: Encoder => linear 1 >
}

/// Trains one encoder for two tasks: the species of an iris, and the width of its petals.
#[derive(Parser)]
#[command(name = "sub_network")]
struct Args {
    /// How many epochs each of the two learns
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    epochs: u32,
    /// What the weights and the order of the flowers are drawn from
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

fn main() -> ExitCode {
    finish::finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let (train, test) = Irises::read(&iris::path())?.split(50);
    let scale = Scale::of(&train.flowers);
    let inputs = |flowers: &[Flower]| -> Vec<[f32; 3]> {
        let scaled = scale.apply(flowers).into_iter();
        scaled.map(|[a, b, c, _]| [a, b, c]).collect()
    };
    let widths = |flowers: &[Flower]| -> Vec<[f32; 1]> {
        flowers.iter().map(|&[_, _, _, width]| [width]).collect()
    };
    // each task has its own samples, in its own order: they need not even be the same flowers
    let (mut for_species, mut classes) = (inputs(&train.flowers), train.species);
    let (mut for_width, mut lengths) = (inputs(&train.flowers), widths(&train.flowers));

    let mut species = Species::new(args.seed);
    let mut width = PetalWidth::new(args.seed + 1);
    let adam = Adam {
        learning_rate: 0.01,
        ..Adam::default()
    };
    let settings = Settings {
        epochs: 1,
        batch: 16,
        ..Settings::default()
    };
    let mut name = Trainer::new(adam, settings);
    let mut measure = Trainer::new(adam, settings);
    for _ in 0..args.epochs {
        name.fit(&mut species, &mut for_species, &mut classes, |_, _| {
            ControlFlow::Continue(())
        })?;
        width.encoder = species.encoder;
        measure.fit(&mut width, &mut for_width, &mut lengths, |_, _| {
            ControlFlow::Continue(())
        })?;
        species.encoder = width.encoder;
    }

    println!(
        "{}\n\n{}\n\n{}\n",
        Encoder::summary(),
        Species::summary(),
        PetalWidth::summary()
    );
    println!(
        "one encoder, bit for bit the same in both: {}",
        species.encoder == width.encoder
    );
    let apart = Species::PARAMS + PetalWidth::PARAMS;
    println!(
        "{} parameters in all; {apart} without sharing\n",
        apart - Encoder::PARAMS
    );

    let (flowers, lengths) = (inputs(&test.flowers), widths(&test.flowers));
    println!(
        "test accuracy of the species: {:.1} %",
        100.0 * accuracy(&species, &flowers, &test.species)?
    );
    println!(
        "mean error of the petals' width: {:.2} cm\n",
        mean_absolute_error(&width, &flowers, &lengths)?
    );

    println!("what the encoder makes of a flower, in the mean over the test flowers of a species:");
    for (class, name) in (0..).zip(SPECIES) {
        let of_species = flowers
            .iter()
            .zip(&test.species)
            .filter(|(_, species)| **species == class);
        let codes: Vec<_> = of_species
            .map(|(flower, _)| species.encoder.forward(flower))
            .collect();
        let mean = codes.iter().sum::<typed_nn::nalgebra::SVector<f32, 4>>() / codes.len() as f32;
        println!(
            "{name:>12}  {:5.2} {:5.2} {:5.2} {:5.2}",
            mean[0], mean[1], mean[2], mean[3]
        );
    }
    Ok(())
}
