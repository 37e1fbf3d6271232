//! What is right: the textbook in `f64`, one sample after another.

use crate::{Activation, Case, Job, LAYERS, Net, Output, Rates, Work};

/// Parameters or slopes of a layer.
#[derive(Clone)]
struct Dense {
    inputs: usize,
    weights: Vec<f64>,
    bias: Vec<f64>,
}

impl Dense {
    fn zeros_like(other: &Self) -> Self {
        Self {
            inputs: other.inputs,
            weights: vec![0.0; other.weights.len()],
            bias: vec![0.0; other.bias.len()],
        }
    }

    fn each(&self) -> impl Iterator<Item = &f64> {
        self.weights.iter().chain(&self.bias)
    }

    fn each_mut(&mut self) -> impl Iterator<Item = &mut f64> {
        self.weights.iter_mut().chain(&mut self.bias)
    }

    /// W x + b
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        let rows = self.weights.chunks_exact(self.inputs);
        rows.zip(&self.bias)
            .map(|(row, bias)| bias + row.iter().zip(x).map(|(w, x)| w * x).sum::<f64>())
            .collect()
    }
}

/// What the job is to give, see [`Pass::result`](crate::Pass::result).
pub fn expected(job: &Job) -> Vec<f64> {
    let case = job.case();
    let mut layers: Vec<Dense> = (case.layers.iter())
        .map(|layer| Dense {
            inputs: layer.inputs,
            weights: layer.weights.iter().copied().map(f64::from).collect(),
            bias: layer.bias.iter().copied().map(f64::from).collect(),
        })
        .collect();
    if job.work == Work::Infer {
        let samples = 0..job.batch;
        return (samples
            .flat_map(|sample| forward(&case, &layers, sample).pop().unwrap_or_default()))
        .collect();
    }
    let zeros: Vec<Dense> = layers.iter().map(Dense::zeros_like).collect();
    let (mut mean, mut square) = (zeros.clone(), zeros.clone());
    let rate = f64::from(job.learning_rate(Rates::Checked));
    for step in 1..=job.checked_steps() {
        let mut gradient = zeros.clone();
        for sample in 0..job.batch {
            backward(&case, &layers, sample, job.batch, &mut gradient);
        }
        for (((layer, gradient), mean), square) in layers
            .iter_mut()
            .zip(&gradient)
            .zip(&mut mean)
            .zip(&mut square)
        {
            let moments = mean.each_mut().zip(square.each_mut());
            for ((w, g), (m, v)) in layer.each_mut().zip(gradient.each()).zip(moments) {
                *w -= rate
                    * if job.work == Work::Sgd {
                        *g
                    } else {
                        adam(*g, m, v, step)
                    };
            }
        }
    }
    layers.iter().flat_map(Dense::each).copied().collect()
}

/// Kingma and Ba, ICLR 2015, algorithm 1.
fn adam(g: f64, m: &mut f64, v: &mut f64, step: usize) -> f64 {
    let (beta1, beta2, epsilon) = (0.9_f64, 0.999_f64, 1e-8);
    *m = beta1 * *m + (1.0 - beta1) * g;
    *v = beta2 * *v + (1.0 - beta2) * g * g;
    let m_hat = *m / (1.0 - beta1.powi(step as i32));
    let v_hat = *v / (1.0 - beta2.powi(step as i32));
    m_hat / (v_hat.sqrt() + epsilon)
}

/// The inputs of each layer, and the outputs.
fn forward(case: &Case, layers: &[Dense], sample: usize) -> Vec<Vec<f64>> {
    let width = case.net.inputs();
    let input = &case.inputs[sample * width..][..width];
    let mut values = vec![input.iter().copied().map(f64::from).collect::<Vec<_>>()];
    for (index, layer) in layers.iter().enumerate() {
        let mut z = layer.forward(&values[index]);
        if index + 1 < LAYERS {
            for z in &mut z {
                *z = match case.net.hidden {
                    Activation::Relu => z.max(0.0),
                    Activation::Tanh => z.tanh(),
                };
            }
        } else if case.net.output == Output::Classes {
            let most = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            z.iter_mut().for_each(|z| *z = (*z - most).exp());
            let sum: f64 = z.iter().sum();
            z.iter_mut().for_each(|z| *z /= sum);
        }
        values.push(z);
    }
    values
}

/// Adds the gradient of one sample's share of the mean loss.
fn backward(case: &Case, layers: &[Dense], sample: usize, batch: usize, gradient: &mut [Dense]) {
    let values = forward(case, layers, sample);
    let outputs = case.net.outputs();
    let mut delta = values[LAYERS].clone();
    match case.net.output {
        Output::Classes => delta[usize::from(case.classes[sample])] -= 1.0,
        Output::Numbers => {
            let right = &case.numbers[sample * outputs..];
            for (delta, right) in delta.iter_mut().zip(right) {
                *delta = 2.0 / outputs as f64 * (*delta - f64::from(*right));
            }
        }
    }
    delta.iter_mut().for_each(|delta| *delta /= batch as f64);
    for index in (0..LAYERS).rev() {
        let (layer, slopes, x) = (&layers[index], &mut gradient[index], &values[index]);
        let mut below = vec![0.0; layer.inputs];
        let rows = layer.weights.chunks_exact(layer.inputs);
        let slope_rows = slopes.weights.chunks_exact_mut(layer.inputs);
        for (((delta, row), slope_row), bias) in
            delta.iter().zip(rows).zip(slope_rows).zip(&mut slopes.bias)
        {
            *bias += delta;
            for (((below, w), slope), x) in below.iter_mut().zip(row).zip(slope_row).zip(x) {
                *below += delta * w;
                *slope += delta * x;
            }
        }
        for (below, a) in below.iter_mut().zip(x) {
            *below *= match case.net.hidden {
                Activation::Relu => f64::from(u8::from(*a > 0.0)),
                Activation::Tanh => 1.0 - a * a,
            };
        }
        delta = below;
    }
}

/// How many of the parameters are weights of the first layer, its biases, weights of the second, and so on.
pub fn tensors(net: &Net) -> Vec<usize> {
    let layers = net.layers();
    layers.iter().flat_map(|(i, o)| [i * o, *o]).collect()
}
