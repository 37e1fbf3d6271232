//! How much faster a batch of 1,024 is learned from on more than one core: nets D and E of the
//! benchmarks, the same work on one thread and on all, in turn.
//!
//! ```text
//! cargo bench --bench parallel --features rayon
//! ```

use rayon::ThreadPoolBuilder;
use std::hint::black_box;
use std::time::{Duration, Instant};
use typed_nn::{Learn, Noise, Parallel, Rng, Zeroed, network};

network! { struct D< 784 => relu 128 => relu 64 => softmax 10 > }
network! { struct E< 8 => relu 256 => relu 256 => linear 4 > }

const SAMPLES: usize = 1024;
const RUNS: usize = 31;

fn main() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("batch {SAMPLES}, {cores} cores; medians of {RUNS} runs in turn");
    let mut rng = Rng::new(1);
    let images: Vec<[f32; 784]> = samples(|| rng.uniform());
    let classes: Vec<u8> = (0..SAMPLES).map(|s| (s % 10) as u8).collect();
    measure::<D, _, _>("D 784-128-64-10", cores, &images, &classes);
    let mut rng = Rng::new(2);
    let inputs: Vec<[f32; 8]> = samples(|| rng.normal());
    let targets: Vec<[f32; 4]> = inputs.iter().map(|x| [x[0], x[1], x[2], x[3]]).collect();
    measure::<E, _, _>("E 8-256-256-4", cores, &inputs, &targets);
}

fn samples<const I: usize>(mut number: impl FnMut() -> f32) -> Vec<[f32; I]> {
    let one = |_| std::array::from_fn(|_| number());
    (0..SAMPLES).map(one).collect()
}

fn measure<N, X: Sync, Y: Sync>(name: &str, cores: usize, inputs: &[X], targets: &[Y])
where
    N: Learn<X, Y> + Send + Sync,
    N::Gradient: Send + Sync,
{
    let mut net = Parallel::<N>::boxed_zero();
    typed_nn::Network::init_with(&mut *net, None, 1);
    let mut gradient = N::Gradient::boxed_zero();
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build();
    let (one, all) = (pool(1), pool(cores));
    let (Ok(one), Ok(all)) = (one, all) else {
        return println!("{name}: no threads");
    };
    let (mut alone, mut serial, mut shared) = (vec![], vec![], vec![]);
    for _ in 0..RUNS {
        alone.push(timed(|| {
            net.net.gradient_batch(inputs, targets, &mut gradient)
        }));
        let mut work = || net.gradient_batch_with(Noise::NONE, inputs, targets, &mut gradient);
        serial.push(one.install(|| timed(&mut work)));
        shared.push(all.install(|| timed(&mut work)));
    }
    let [alone, serial, shared] = [alone, serial, shared].map(median);
    let faster = serial.as_secs_f64() / shared.as_secs_f64();
    println!(
        "{name}: without `Parallel` {alone:.2?}, one thread {serial:.2?}, {cores} threads {shared:.2?}: \
         {faster:.2} times as fast, efficiency {:.0} %",
        100.0 * faster / cores as f64
    );
}

fn timed<R>(work: impl FnOnce() -> R) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
