//! The work, by the calls that a user makes who trains without a trainer.

use measure::{Case, Job, Pass, Work};
use std::hint::black_box;
use typed_nn::optimizer::{Adam, Optimizer, Sgd};
use typed_nn::weights::Aligned;
use typed_nn::{Learn, Network, Zeroed};

/// A network of this benchmark: its methods take fixed sizes, which no trait of the library has.
pub trait Known: Network<Scalar = f32, Gradient = Self> + Sized + 'static {
    type Sample: AsRef<[f32]> + 'static;
    type Target: 'static;
    type Outputs: AsRef<[f32]> + Copy + Default + 'static;

    fn of(case: &Case) -> Box<Self>;
    fn parameters(&self) -> Vec<f32>;
    fn samples(case: &Case, batch: usize) -> Vec<Self::Sample>;
    fn targets(case: &Case, batch: usize) -> Vec<Self::Target>;

    fn outputs(&self, sample: &Self::Sample) -> Self::Outputs;
    fn outputs_of_batch(&self, samples: &[Self::Sample], outputs: &mut [Self::Outputs]);
    fn descend(&mut self, sample: &Self::Sample, target: &Self::Target, rate: f32) -> f32;
}

/// The network at a multiple of 64 bytes. Where a `Box` of it lies depends on what was allocated before, and with it how long
/// a single sample takes.
fn placed<N: Known>(case: &Case) -> Box<Aligned<N>> {
    Box::new(Aligned(*N::of(case)))
}

pub fn pass<N>(job: &Job, learning_rate: f32) -> Box<dyn Pass>
where
    N: Known + Learn<<N as Known>::Sample, <N as Known>::Target>,
{
    let sgd = Sgd {
        learning_rate,
        ..Sgd::default()
    };
    let adam = Adam {
        learning_rate,
        ..Adam::default()
    };
    match (job.work, job.batch) {
        (Work::Infer, 1) => Box::new(InferOne::<N>::new(job)),
        (Work::Infer, _) => Box::new(Infer::<N>::new(job)),
        (Work::Sgd, 1) => Box::new(LearnOne::<N>::new(job, learning_rate)),
        (Work::Sgd, _) => Box::new(Train::<N, _>::new(job, sgd)),
        (Work::Adam, _) => Box::new(Train::<N, _>::new(job, adam)),
    }
}

struct InferOne<N: Known> {
    net: Box<Aligned<N>>,
    samples: Vec<N::Sample>,
    outputs: N::Outputs,
}

impl<N: Known> InferOne<N> {
    fn new(job: &Job) -> Self {
        let case = job.case();
        Self {
            net: placed(&case),
            samples: N::samples(&case, 1),
            outputs: N::Outputs::default(),
        }
    }
}

impl<N: Known> Pass for InferOne<N> {
    fn run(&mut self) {
        self.repeat(1);
    }
    fn repeat(&mut self, times: u64) {
        let [sample] = &self.samples[..] else { return };
        for _ in 0..times {
            self.outputs = black_box(self.net.0.outputs(black_box(sample)));
        }
    }
    fn result(&mut self) -> Vec<f32> {
        self.outputs.as_ref().to_vec()
    }
}

struct Infer<N: Known> {
    net: Box<Aligned<N>>,
    samples: Vec<N::Sample>,
    outputs: Vec<N::Outputs>,
}

impl<N: Known> Infer<N> {
    fn new(job: &Job) -> Self {
        let case = job.case();
        Self {
            net: placed(&case),
            samples: N::samples(&case, job.batch),
            outputs: vec![N::Outputs::default(); job.batch],
        }
    }
}

impl<N: Known> Pass for Infer<N> {
    fn run(&mut self) {
        let samples = black_box(&self.samples);
        self.net.0.outputs_of_batch(samples, &mut self.outputs);
        black_box(&self.outputs);
    }
    fn result(&mut self) -> Vec<f32> {
        let each = self.outputs.iter();
        each.flat_map(|outputs| outputs.as_ref()).copied().collect()
    }
}

/// A step with one sample, which needs no gradient.
struct LearnOne<N: Known> {
    net: Box<Aligned<N>>,
    samples: Vec<N::Sample>,
    targets: Vec<N::Target>,
    learning_rate: f32,
}

impl<N: Known> LearnOne<N> {
    fn new(job: &Job, learning_rate: f32) -> Self {
        let case = job.case();
        Self {
            net: placed(&case),
            samples: N::samples(&case, 1),
            targets: N::targets(&case, 1),
            learning_rate,
        }
    }
}

impl<N: Known> Pass for LearnOne<N> {
    fn run(&mut self) {
        self.repeat(1);
    }
    fn repeat(&mut self, times: u64) {
        let ([sample], [target]) = (&self.samples[..], &self.targets[..]) else {
            return;
        };
        for _ in 0..times {
            black_box((self.net.0).descend(black_box(sample), target, self.learning_rate));
        }
    }
    fn result(&mut self) -> Vec<f32> {
        self.net.0.parameters()
    }
}

struct Train<N: Known, O: Optimizer<f32>> {
    net: Box<Aligned<N>>,
    gradient: Box<N>,
    optimizer: O,
    state: Box<O::State<N>>,
    samples: Vec<N::Sample>,
    targets: Vec<N::Target>,
}

impl<N: Known, O: Optimizer<f32>> Train<N, O> {
    fn new(job: &Job, optimizer: O) -> Self {
        let case = job.case();
        Self {
            net: placed(&case),
            gradient: N::boxed_zero(),
            optimizer,
            state: Zeroed::boxed_zero(),
            samples: N::samples(&case, job.batch),
            targets: N::targets(&case, job.batch),
        }
    }
}

impl<N, O: Optimizer<f32>> Pass for Train<N, O>
where
    N: Known + Learn<<N as Known>::Sample, <N as Known>::Target>,
{
    fn run(&mut self) {
        let (net, gradient) = (&mut self.net.0, &mut *self.gradient);
        let (samples, targets) = (black_box(&self.samples[..]), &self.targets[..]);
        let score = (self.optimizer).learn_batch(net, samples, targets, gradient, &mut self.state);
        black_box(score.expect("a target for each sample"));
    }
    fn result(&mut self) -> Vec<f32> {
        self.net.0.parameters()
    }
}
