//! burn: a module of `Linear` layers, its losses and optimisers, on either of its processor devices.

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::nn::loss::{CrossEntropyLoss, CrossEntropyLossConfig, MseLoss, Reduction};
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer, SgdConfig};
use burn::tensor::{Device, Int, Tensor, TensorData, activation};
use measure::{Activation, Job, Net, Output, Pass, Peer, Work};
use std::hint::black_box;

pub enum Burn {
    Flex,
    NdArray,
}

impl Burn {
    fn device(&self) -> Device {
        match self {
            Self::Flex => Device::flex(),
            #[allow(deprecated)] // it is still the faster one for some of the work
            Self::NdArray => Device::ndarray(),
        }
    }
}

impl Peer for Burn {
    fn version(&self) -> String {
        crate::version(
            "burn",
            match self {
                Self::Flex => ", device flex",
                Self::NdArray => ", device ndarray",
            },
        )
    }

    fn pass(&self, job: &Job, learning_rate: f32) -> Option<Box<dyn Pass>> {
        let device = self.device();
        Some(match job.work {
            Work::Infer => Box::new(Infer {
                net: job.net,
                model: Mlp::new(job, &device),
                input: input(job, &device),
                output: None,
            }),
            Work::Sgd => Box::new(Train::new(
                job,
                learning_rate,
                device,
                SgdConfig::new().init(),
            )),
            Work::Adam => {
                let rule = AdamConfig::new().with_epsilon(1e-8).init();
                Box::new(Train::new(job, learning_rate, device, rule))
            }
        })
    }
}

#[derive(Module, Debug)]
struct Mlp {
    layer1: Linear,
    layer2: Linear,
    layer3: Linear,
}

impl Mlp {
    fn new(job: &Job, device: &Device) -> Self {
        let [layer1, layer2, layer3] = job.case().layers.map(|layer| {
            // one row for each input
            let turned = (0..layer.inputs)
                .flat_map(|column| layer.weights[column..].iter().step_by(layer.inputs))
                .copied();
            let weight =
                TensorData::new(turned.collect::<Vec<f32>>(), [layer.inputs, layer.outputs]);
            let bias = TensorData::new(layer.bias, [layer.outputs]);
            Linear {
                weight: Param::from_data(weight, device),
                bias: Some(Param::from_data(bias, device)),
            }
        });
        Self {
            layer1,
            layer2,
            layer3,
        }
    }

    /// The outputs before a softmax.
    fn logits(&self, net: &Net, input: Tensor<2>) -> Tensor<2> {
        let f = |z| match net.hidden {
            Activation::Relu => activation::relu(z),
            Activation::Tanh => activation::tanh(z),
        };
        let a = f(self.layer1.forward(input));
        let a = f(self.layer2.forward(a));
        self.layer3.forward(a)
    }

    fn parameters(&self) -> Vec<f32> {
        let mut all = Vec::new();
        for layer in [&self.layer1, &self.layer2, &self.layer3] {
            all.extend(numbers(layer.weight.val().transpose().into_data()));
            let bias = layer.bias.as_ref().map(|bias| bias.val().into_data());
            all.extend(bias.map(numbers).unwrap_or_default());
        }
        all
    }
}

fn input(job: &Job, device: &Device) -> Tensor<2> {
    let inputs = job.case().inputs(job.batch).to_vec();
    Tensor::from_data(
        TensorData::new(inputs, [job.batch, job.net.inputs()]),
        device,
    )
}

fn numbers(data: TensorData) -> Vec<f32> {
    data.try_to_vec().expect("numbers of f32")
}

struct Infer {
    net: Net,
    model: Mlp,
    input: Tensor<2>,
    output: Option<Tensor<2>>,
}

impl Pass for Infer {
    fn run(&mut self) {
        let logits = self.model.logits(&self.net, self.input.clone());
        self.output = Some(black_box(match self.net.output {
            Output::Classes => activation::softmax(logits, 1),
            Output::Numbers => logits,
        }));
    }
    fn result(&mut self) -> Vec<f32> {
        let output = self.output.take();
        output
            .map(|output| numbers(output.into_data()))
            .unwrap_or_default()
    }
}

enum Target {
    Classes(Tensor<1, Int>, CrossEntropyLoss),
    Numbers(Tensor<2>),
}

struct Train {
    net: Net,
    /// Taken out while a step makes the next one of it.
    model: Option<Mlp>,
    input: Tensor<2>,
    target: Target,
    rule: ModuleOptimizer,
    learning_rate: f64,
}

impl Train {
    fn new(job: &Job, learning_rate: f32, device: Device, rule: ModuleOptimizer) -> Self {
        let device = device.autodiff();
        let case = job.case();
        let target = match job.net.output {
            Output::Classes => {
                let classes: Vec<i32> = case.classes(job.batch).iter().map(|&c| c.into()).collect();
                Target::Classes(
                    Tensor::from_data(TensorData::new(classes, [job.batch]), &device),
                    CrossEntropyLossConfig::new().init(&device),
                )
            }
            Output::Numbers => {
                let numbers = case.numbers(job.batch).to_vec();
                let shape = [job.batch, job.net.outputs()];
                Target::Numbers(Tensor::from_data(TensorData::new(numbers, shape), &device))
            }
        };
        Self {
            net: job.net,
            model: Some(Mlp::new(job, &device)),
            input: input(job, &device),
            target,
            rule,
            learning_rate: learning_rate.into(),
        }
    }
}

impl Pass for Train {
    fn run(&mut self) {
        let Some(model) = self.model.take() else {
            return;
        };
        let logits = model.logits(&self.net, self.input.clone());
        let loss = match &self.target {
            Target::Classes(classes, loss) => loss.forward(logits, classes.clone()),
            Target::Numbers(right) => {
                MseLoss::new().forward(logits, right.clone(), Reduction::Mean)
            }
        };
        let gradients = GradientsParams::from_grads(loss.backward(), &model);
        self.model = Some(self.rule.step(self.learning_rate, model, gradients));
    }
    fn result(&mut self) -> Vec<f32> {
        self.model.as_ref().map(Mlp::parameters).unwrap_or_default()
    }
}
