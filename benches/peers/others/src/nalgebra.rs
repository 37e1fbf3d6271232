//! What one writes by hand with nalgebra alone: matrices of fixed sizes, products by its `gemm`.

use measure::{Activation, Case, Job, Output, Pass, Peer, Work};
use nalgebra::SMatrix;
use std::hint::black_box;
use std::ops::{Deref, DerefMut};

pub struct Nalgebra;

/// On the heap at a multiple of 64 bytes, as the library's own networks are measured.
struct Placed<M>(Box<Aligned<M>>);

#[repr(align(64))]
struct Aligned<M>(M);

impl<M> Placed<M> {
    fn new(matrix: M) -> Self {
        Self(Box::new(Aligned(matrix)))
    }
}
impl<M> Deref for Placed<M> {
    type Target = M;
    fn deref(&self) -> &M {
        &self.0.0
    }
}
impl<M> DerefMut for Placed<M> {
    fn deref_mut(&mut self) -> &mut M {
        &mut self.0.0
    }
}

impl Peer for Nalgebra {
    fn version(&self) -> String {
        crate::version("nalgebra", ", fixed sizes, written by hand")
    }

    fn pass(&self, job: &Job, learning_rate: f32) -> Option<Box<dyn Pass>> {
        macro_rules! sizes {
            ($([$a:literal $b:literal $c:literal $d:literal])*) => {
                match (job.net.widths, job.batch) {
                    $(
                        ([$a, $b, $c, $d], 1) => Some(Box::new(Mlp::<$a, $b, $c, $d, 1>::new(job, learning_rate))),
                        ([$a, $b, $c, $d], 32) => Some(Box::new(Mlp::<$a, $b, $c, $d, 32>::new(job, learning_rate))),
                        ([$a, $b, $c, $d], 256) => Some(Box::new(Mlp::<$a, $b, $c, $d, 256>::new(job, learning_rate))),
                    )*
                    _ => None,
                }
            };
        }
        sizes! { [2 3 3 2] [4 32 32 3] [13 64 64 1] [784 128 64 10] [8 256 256 4] }
    }
}

/// A layer with its gradient, its moments, and what it gave for N samples.
struct Layer<const I: usize, const O: usize, const N: usize> {
    weights: Placed<SMatrix<f32, O, I>>,
    bias: Placed<SMatrix<f32, O, 1>>,
    weights_slope: Placed<SMatrix<f32, O, I>>,
    bias_slope: Placed<SMatrix<f32, O, 1>>,
    weights_moments: [Placed<SMatrix<f32, O, I>>; 2],
    bias_moments: [Placed<SMatrix<f32, O, 1>>; 2],
    output: Placed<SMatrix<f32, O, N>>,
    delta: Placed<SMatrix<f32, O, N>>,
}

fn zeros<const R: usize, const C: usize>() -> Placed<SMatrix<f32, R, C>> {
    Placed::new(SMatrix::zeros())
}

impl<const I: usize, const O: usize, const N: usize> Layer<I, O, N> {
    fn new(layer: &measure::Layer) -> Self {
        Self {
            weights: Placed::new(SMatrix::from_row_slice(&layer.weights)),
            bias: Placed::new(SMatrix::from_column_slice(&layer.bias)),
            weights_slope: zeros(),
            bias_slope: zeros(),
            weights_moments: [zeros(), zeros()],
            bias_moments: [zeros(), zeros()],
            output: zeros(),
            delta: zeros(),
        }
    }

    fn forward(&mut self, x: &SMatrix<f32, I, N>) {
        for mut column in self.output.column_iter_mut() {
            column.copy_from(&*self.bias);
        }
        self.output.gemm(1.0, &self.weights, x, 1.0);
    }

    /// The gradient, from the layer's δ.
    fn slopes(&mut self, x: &SMatrix<f32, I, N>) {
        if N == 1 {
            let (delta, x) = (self.delta.column(0), x.column(0));
            self.weights_slope.ger(1.0, &delta, &x, 0.0);
        } else {
            self.weights_slope
                .gemm(1.0, &self.delta, &x.transpose(), 0.0);
        }
        *self.bias_slope = self.delta.column_sum();
    }

    fn parameters(&self) -> Vec<f32> {
        let weights = self.weights.transpose();
        weights.iter().chain(self.bias.iter()).copied().collect()
    }

    fn sgd(&mut self, rate: f32) {
        let step = |w: &mut f32, g: f32| *w -= rate * g;
        self.weights.zip_apply(&*self.weights_slope, step);
        self.bias.zip_apply(&*self.bias_slope, step);
    }

    fn adam(&mut self, rate: f32, steps: i32) {
        let rule = Adam {
            rate,
            mean: 1.0 - 0.9_f32.powi(steps),
            square: 1.0 - 0.999_f32.powi(steps),
        };
        let [mean, square] = &mut self.weights_moments;
        let (w, g) = (&mut self.weights, &self.weights_slope);
        rule.step(
            w.as_mut_slice(),
            g.as_slice(),
            mean.as_mut_slice(),
            square.as_mut_slice(),
        );
        let [mean, square] = &mut self.bias_moments;
        let (w, g) = (&mut self.bias, &self.bias_slope);
        rule.step(
            w.as_mut_slice(),
            g.as_slice(),
            mean.as_mut_slice(),
            square.as_mut_slice(),
        );
    }
}

struct Adam {
    rate: f32,
    mean: f32,
    square: f32,
}

impl Adam {
    fn step(&self, w: &mut [f32], g: &[f32], m: &mut [f32], v: &mut [f32]) {
        for (((w, g), m), v) in w.iter_mut().zip(g).zip(m).zip(v) {
            *m = 0.9 * *m + 0.1 * g;
            *v = 0.999 * *v + 0.001 * g * g;
            *w -= self.rate * (*m / self.mean) / ((*v / self.square).sqrt() + 1e-8);
        }
    }
}

struct Mlp<const A: usize, const B: usize, const C: usize, const D: usize, const N: usize> {
    job: Job,
    case: Case,
    learning_rate: f32,
    steps: i32,
    input: Placed<SMatrix<f32, A, N>>,
    layer1: Layer<A, B, N>,
    layer2: Layer<B, C, N>,
    layer3: Layer<C, D, N>,
}

impl<const A: usize, const B: usize, const C: usize, const D: usize, const N: usize>
    Mlp<A, B, C, D, N>
{
    fn new(job: &Job, learning_rate: f32) -> Self {
        let case = job.case();
        Self {
            job: *job,
            learning_rate,
            steps: 0,
            input: Placed::new(SMatrix::from_column_slice(case.inputs(N))),
            layer1: Layer::new(&case.layers[0]),
            layer2: Layer::new(&case.layers[1]),
            layer3: Layer::new(&case.layers[2]),
            case,
        }
    }

    fn forward(&mut self) {
        let f = match self.job.net.hidden {
            Activation::Relu => |z: &mut f32| *z = z.max(0.0),
            Activation::Tanh => |z: &mut f32| *z = z.tanh(),
        };
        self.layer1.forward(black_box(&self.input));
        self.layer1.output.apply(f);
        self.layer2.forward(&self.layer1.output);
        self.layer2.output.apply(f);
        self.layer3.forward(&self.layer2.output);
        if self.job.net.output == Output::Classes {
            for mut column in self.layer3.output.column_iter_mut() {
                let most = column.max();
                column.apply(|z| *z = (*z - most).exp());
                let sum = column.sum();
                column /= sum;
            }
        }
    }

    fn backward(&mut self) {
        let (layer1, layer2, layer3) = (&mut self.layer1, &mut self.layer2, &mut self.layer3);
        let each = 1.0 / N as f32;
        layer3.delta.copy_from(&layer3.output);
        match self.job.net.output {
            Output::Classes => {
                for (mut column, class) in layer3.delta.column_iter_mut().zip(self.case.classes(N))
                {
                    column[usize::from(*class)] -= 1.0;
                }
                *layer3.delta *= each;
            }
            Output::Numbers => {
                for (delta, right) in layer3.delta.iter_mut().zip(self.case.numbers(N)) {
                    *delta = (*delta - right) * 2.0 / D as f32 * each;
                }
            }
        }
        let slope = match self.job.net.hidden {
            Activation::Relu => |delta: &mut f32, a: f32| {
                if a <= 0.0 {
                    *delta = 0.0
                }
            },
            Activation::Tanh => |delta: &mut f32, a: f32| *delta *= 1.0 - a * a,
        };
        layer3.slopes(&layer2.output);
        layer2
            .delta
            .gemm_tr(1.0, &layer3.weights, &layer3.delta, 0.0);
        layer2.delta.zip_apply(&*layer2.output, slope);
        layer2.slopes(&layer1.output);
        layer1
            .delta
            .gemm_tr(1.0, &layer2.weights, &layer2.delta, 0.0);
        layer1.delta.zip_apply(&*layer1.output, slope);
        layer1.slopes(&self.input);
    }
}

impl<const A: usize, const B: usize, const C: usize, const D: usize, const N: usize> Pass
    for Mlp<A, B, C, D, N>
{
    fn run(&mut self) {
        self.forward();
        if self.job.work == Work::Infer {
            black_box(&self.layer3.output);
            return;
        }
        self.backward();
        let rate = self.learning_rate;
        if self.job.work == Work::Sgd {
            self.layer1.sgd(rate);
            self.layer2.sgd(rate);
            self.layer3.sgd(rate);
        } else {
            self.steps += 1;
            self.layer1.adam(rate, self.steps);
            self.layer2.adam(rate, self.steps);
            self.layer3.adam(rate, self.steps);
        }
    }

    fn result(&mut self) -> Vec<f32> {
        if self.job.work == Work::Infer {
            return self.layer3.output.iter().copied().collect();
        }
        let (layer1, layer2, layer3) = (&self.layer1, &self.layer2, &self.layer3);
        [
            layer1.parameters(),
            layer2.parameters(),
            layer3.parameters(),
        ]
        .concat()
    }
}
