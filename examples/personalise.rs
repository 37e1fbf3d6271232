//! Personalises a network on the device: trained on one half of a smart watch's recordings, it goes on learning
//! from the other half, one window after another, and what of it goes on learning is a word in the declaration.
//!
//! ```text
//! cargo run --release --example personalise
//! cargo run --release --example personalise -- --turned
//! ```
//!
//! With `--turned` the watch of the second half is worn the other way round: two axes of both sensors change their
//! sign. The table says how many bytes of RAM each choice takes for training, apart from the network itself, and how
//! well it does before and after. The windows to learn from and those to be tested with are of different recordings.

mod common;
#[path = "motions/data.rs"]
mod data;

use clap::Parser;
use common::chart::Curves;
use common::finish::finish;
use common::learn::learn;
use common::table::{self, Table};
use data::{FEATURES, Features, Recording, Windows, windows};
use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use typed_nn::optimizer::Adam;
use typed_nn::train::{Memory, Replay, Settings, Trainer, accuracy, shuffle};
use typed_nn::{Learn, Network, Parameters, Rng, network, weights};

network! {
    /// What is common to all who wear the watch.
    pub struct Encoder< FEATURES => relu 24 => relu 12 >
}
network! {
    /// All of it is trained.
    pub struct Whole< FEATURES => scaler: standardize => Encoder => softmax 4 >
}
network! {
    /// The biases, and the last layer.
    pub struct Biases< FEATURES => scaler: standardize => bias_only Encoder => softmax 4 >
}
network! {
    /// The last layer alone.
    pub struct Head< FEATURES => scaler: standardize => frozen Encoder => softmax 4 >
}

network! {
    /// All but the last layer, as `firmware` has it in flash.
    pub struct Body< FEATURES => scaler: standardize => Encoder >
}
network! {
    /// The last layer, as `firmware` trains it.
    pub struct Top< 12 => softmax 4 >
}

/// Goes on learning on the device, with parts of the network frozen.
#[derive(Parser)]
#[command(name = "personalise")]
struct Args {
    /// The watch of the second half is worn the other way round
    #[arg(long)]
    turned: bool,
    /// How many times to go through the first half
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    epochs: u32,
    /// What everything is drawn from
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// The recordings (gzipped CSV)
    #[arg(long, value_name = "PATH", default_value_os_t = table::path("motions.csv.gz"))]
    data: PathBuf,
    /// Writes the network as it leaves the factory, and windows of the wearer's own, for `firmware`
    #[arg(long, value_name = "FOLDER")]
    export: Option<PathBuf>,
}

/// The windows that are remembered to be learned from again.
const REMEMBERED: usize = 32;
type Memories = Replay<Features, u8, REMEMBERED>;

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let mut recordings = Table::read(&args.data)?;
    if args.turned {
        let half = recordings.inputs.len() / 2;
        recordings.inputs[half..].iter_mut().for_each(turn);
    }
    let (first, second) = windows(recordings);
    let (mut learned, test) = every_second_recording(&second);
    // nobody does one thing for a week and then the next
    let mut rng = Rng::new(args.seed);
    shuffle(&mut learned.inputs, &mut learned.targets, &mut rng);

    let mut whole = Whole::new(args.seed);
    whole.scaler.fit(&first.inputs)?;
    println!("{}\n", Whole::summary());
    println!(
        "{} windows to learn from, then {} of the wearer's own, {} to be tested with; {REMEMBERED} are \
         remembered, in {} bytes\n",
        first.inputs.len(),
        learned.inputs.len(),
        test.inputs.len(),
        size_of::<Memories>()
    );
    pretrain(&mut whole, first, &test, args)?;

    if let Some(folder) = &args.export {
        export(folder, &whole, &learned, &test)?;
    }
    println!(
        "trained on the device  parameters  gradient  state  trace  RAM (bytes)  accuracy before  after"
    );
    let parameters = whole.as_slice();
    row::<Whole>(
        "everything",
        parameters,
        size_of::<WholeTrace>(),
        &learned,
        &test,
        args,
    )?;
    row::<Biases>(
        "biases and head",
        parameters,
        size_of::<BiasesTrace>(),
        &learned,
        &test,
        args,
    )?;
    row::<Head>(
        "head",
        parameters,
        size_of::<HeadTrace>(),
        &learned,
        &test,
        args,
    )?;
    Ok(())
}

/// A half turn around the strap: two axes of each sensor point the other way.
fn turn(recording: &mut Recording) {
    let (moments, _) = recording.as_chunks_mut::<6>();
    for [x, y, _, u, v, _] in moments {
        (*x, *y, *u, *v) = (-*x, -*y, -*u, -*v);
    }
}

/// The windows of the recordings with even and with odd numbers: nine of each.
fn every_second_recording(all: &Windows) -> (Windows, Windows) {
    let part = |odd: usize| {
        let pairs = all.inputs.iter().zip(&all.targets).enumerate();
        let chosen = pairs.filter(|(index, _)| index / 9 % 2 == odd);
        let (inputs, targets) = chosen.map(|(_, (&x, &t))| (x, t)).unzip();
        Table { inputs, targets }
    };
    (part(0), part(1))
}

/// At the factory: epochs over the first half.
fn pretrain(
    net: &mut Whole,
    first: Windows,
    test: &Windows,
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
    let shown = |accuracy: f32| format!("accuracy {:.1} %", 100.0 * accuracy);
    learn(net, adam, settings, (first, test), shown)
}

/// `watch_body.safetensors`, `watch_top.safetensors`, and `watch.windows`: 96 windows to learn from and 96 others, of
/// `f32` from the lowest byte on, each with its class behind it as one more.
fn export(
    folder: &Path,
    whole: &Whole,
    learned: &Windows,
    test: &Windows,
) -> Result<(), Box<dyn Error>> {
    let (mut body, mut top) = (Body::ZERO, Top::ZERO);
    let (below, last) = whole.as_slice().split_at(Body::PARAMS);
    body.as_mut_slice().copy_from_slice(below);
    top.as_mut_slice().copy_from_slice(last);
    weights::write(&body, File::create(folder.join("watch_body.safetensors"))?)?;
    weights::write(&top, File::create(folder.join("watch_top.safetensors"))?)?;
    let mut bytes = vec![];
    for windows in [learned, test] {
        let step = windows.inputs.len() / 96;
        let pairs = windows.inputs.iter().zip(&windows.targets);
        for (window, &motion) in pairs.step_by(step).take(96) {
            let values = window.iter().copied().chain([f32::from(motion)]);
            bytes.extend(values.flat_map(f32::to_le_bytes));
        }
    }
    Ok(std::fs::write(folder.join("watch.windows"), bytes)?)
}

/// On the device: the wearer's windows one by one, each with some that are remembered.
fn row<N>(
    choice: &str,
    parameters: &[f32],
    trace: usize,
    learned: &Windows,
    test: &Windows,
    args: &Args,
) -> Result<(), Box<dyn Error>>
where
    N: Learn<Features, u8, Scalar = f32>,
{
    let mut net = N::ZERO;
    net.as_mut_slice().copy_from_slice(parameters);
    let before = accuracy(&net, &test.inputs, &test.targets)?;
    let adam = Adam {
        learning_rate: 0.003,
        ..Adam::default()
    };
    let mut trainer = Trainer::<N, _, _>::new(adam, Settings::default());
    let (mut memories, mut rng) = (Memories::new(), Rng::new(args.seed));
    let (mut inputs, mut targets) = ([[0.0; FEATURES]; 8], [0; 8]);
    for (&x, &t) in learned.inputs.iter().zip(&learned.targets) {
        memories.push(x, t);
        memories.draw(&mut rng, &mut inputs, &mut targets)?;
        (inputs[0], targets[0]) = (x, t);
        trainer.step(&mut net, &inputs, &targets)?;
    }
    let after = accuracy(&net, &test.inputs, &test.targets)?;
    let gradient = size_of::<<N as Network>::Gradient>();
    let memory = size_of::<Memory<N, Adam>>();
    println!(
        "{choice:21}  {:10}  {gradient:8}  {:5}  {trace:5}  {:11}  {:13.1} %  {:.1} %",
        N::Gradient::PARAMS,
        memory - 2 * gradient,
        memory + trace,
        100.0 * before,
        100.0 * after
    );
    Ok(())
}
