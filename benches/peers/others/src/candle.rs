//! candle: `Linear` layers, its losses and optimisers.

use candle_core::{Device, Result, Tensor, Var};
use candle_nn::{AdamW, Linear, Module, Optimizer, ParamsAdamW, SGD, loss, ops};
use measure::{Activation, Job, Net, Output, Pass, Peer, Work};
use std::hint::black_box;

pub struct Candle;

impl Peer for Candle {
    fn version(&self) -> String {
        crate::version("candle-core", "")
    }

    fn pass(&self, job: &Job, learning_rate: f32) -> Option<Box<dyn Pass>> {
        Some(Box::new(
            Mlp::new(job, learning_rate).expect("tensors of the right sizes"),
        ))
    }
}

enum Rule {
    None,
    Sgd(SGD),
    Adam(AdamW),
}

struct Mlp {
    net: Net,
    variables: Vec<Var>,
    layers: Vec<Linear>,
    input: Tensor,
    target: Tensor,
    rule: Rule,
    output: Option<Tensor>,
}

impl Mlp {
    fn new(job: &Job, learning_rate: f32) -> Result<Self> {
        let (case, device) = (job.case(), Device::Cpu);
        let (mut variables, mut layers) = (Vec::new(), Vec::new());
        for layer in &case.layers {
            let shape = (layer.outputs, layer.inputs);
            let weights = Tensor::from_slice(&layer.weights, shape, &device)?;
            let bias = Tensor::from_slice(&layer.bias, layer.outputs, &device)?;
            if job.work == Work::Infer {
                layers.push(Linear::new(weights, Some(bias)));
                continue;
            }
            let (weights, bias) = (Var::from_tensor(&weights)?, Var::from_tensor(&bias)?);
            layers.push(Linear::new(
                weights.as_tensor().clone(),
                Some(bias.as_tensor().clone()),
            ));
            variables.extend([weights, bias]);
        }
        let rate = f64::from(learning_rate);
        let rule = match job.work {
            Work::Infer => Rule::None,
            Work::Sgd => Rule::Sgd(SGD::new(variables.clone(), rate)?),
            Work::Adam => {
                let lr = rate;
                let settings = ParamsAdamW {
                    lr,
                    weight_decay: 0.0,
                    ..ParamsAdamW::default()
                };
                Rule::Adam(AdamW::new(variables.clone(), settings)?)
            }
        };
        let target = match job.net.output {
            Output::Classes => {
                let classes: Vec<u32> = case.classes(job.batch).iter().map(|&c| c.into()).collect();
                Tensor::from_slice(&classes, job.batch, &device)?
            }
            Output::Numbers => {
                let shape = (job.batch, job.net.outputs());
                Tensor::from_slice(case.numbers(job.batch), shape, &device)?
            }
        };
        Ok(Self {
            net: job.net,
            variables,
            layers,
            input: Tensor::from_slice(
                case.inputs(job.batch),
                (job.batch, job.net.inputs()),
                &device,
            )?,
            target,
            rule,
            output: None,
        })
    }

    /// The outputs before a softmax.
    fn logits(&self) -> Result<Tensor> {
        let f = |z: Tensor| match self.net.hidden {
            Activation::Relu => z.relu(),
            Activation::Tanh => z.tanh(),
        };
        let a = f(self.layers[0].forward(&self.input)?)?;
        let a = f(self.layers[1].forward(&a)?)?;
        self.layers[2].forward(&a)
    }

    fn step(&mut self) -> Result<()> {
        let logits = self.logits()?;
        if let Rule::None = self.rule {
            self.output = Some(black_box(match self.net.output {
                Output::Classes => ops::softmax_last_dim(&logits)?,
                Output::Numbers => logits,
            }));
            return Ok(());
        }
        let loss = match self.net.output {
            Output::Classes => loss::cross_entropy(&logits, &self.target)?,
            Output::Numbers => loss::mse(&logits, &self.target)?,
        };
        match &mut self.rule {
            Rule::None => Ok(()),
            Rule::Sgd(rule) => rule.backward_step(&loss),
            Rule::Adam(rule) => rule.backward_step(&loss),
        }
    }

    fn numbers(&self) -> Result<Vec<f32>> {
        let results: Vec<Tensor> = match &self.output {
            Some(output) => vec![output.clone()],
            None => self
                .variables
                .iter()
                .map(|variable| variable.as_tensor().clone())
                .collect(),
        };
        let mut all = Vec::new();
        for tensor in results {
            all.extend(tensor.flatten_all()?.to_vec1::<f32>()?);
        }
        Ok(all)
    }
}

impl Pass for Mlp {
    fn run(&mut self) {
        self.step().expect("a step");
    }
    fn result(&mut self) -> Vec<f32> {
        self.numbers().expect("tensors of f32")
    }
}
