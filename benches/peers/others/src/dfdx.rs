//! dfdx: layers of fixed sizes, any number of samples.

use dfdx::optim::{Adam, AdamConfig, Sgd, SgdConfig};
use dfdx::prelude::*;
use measure::{Job, Output, Pass, Peer, Work};
use std::hint::black_box;

pub struct Dfdx;

impl Peer for Dfdx {
    fn version(&self) -> String {
        crate::version("dfdx", "")
    }

    fn pass(&self, job: &Job, learning_rate: f32) -> Option<Box<dyn Pass>> {
        dfdx::flush_denormals_to_zero(); // as its own examples do
        match job.net.name {
            "A" => Some(a::pass(job, learning_rate)),
            "B" => Some(b::pass(job, learning_rate)),
            "C" => Some(c::pass(job, learning_rate)),
            "D" => Some(d::pass(job, learning_rate)),
            "E" => Some(e::pass(job, learning_rate)),
            _ => None,
        }
    }
}

enum Rule<M> {
    None,
    Sgd(Sgd<M, f32, Cpu>),
    Adam(Adam<M, f32, Cpu>),
}

/// Its types hold all sizes, so that code for several networks is a macro.
macro_rules! network {
    ($module:ident $f:ident $a:literal $b:literal $c:literal $d:literal) => {
        mod $module {
            use super::*;

            type Layers = ((Linear<$a, $b>, $f), (Linear<$b, $c>, $f), Linear<$c, $d>);
            type Model = <Layers as BuildOnDevice<Cpu, f32>>::Built;

            pub fn pass(job: &Job, learning_rate: f32) -> Box<dyn Pass> {
                Box::new(Mlp::new(job, learning_rate))
            }

            struct Mlp {
                job: Job,
                model: Model,
                input: Tensor<(usize, Const<$a>), f32, Cpu>,
                target: Tensor<(usize, Const<$d>), f32, Cpu>,
                rule: Rule<Model>,
                gradients: Option<Gradients<f32, Cpu>>,
                output: Vec<f32>,
            }

            impl Mlp {
                fn new(job: &Job, learning_rate: f32) -> Self {
                    let (device, case) = (Cpu::default(), job.case());
                    let mut model = device.build_module::<Layers, f32>();
                    let [layer1, layer2, layer3] = &case.layers;
                    model.0.0.weight.copy_from(&layer1.weights);
                    model.0.0.bias.copy_from(&layer1.bias);
                    model.1.0.weight.copy_from(&layer2.weights);
                    model.1.0.bias.copy_from(&layer2.bias);
                    model.2.weight.copy_from(&layer3.weights);
                    model.2.bias.copy_from(&layer3.bias);
                    let lr = f64::from(learning_rate);
                    let rule = match job.work {
                        Work::Infer => Rule::None,
                        Work::Sgd => Rule::Sgd(Sgd::new(
                            &model,
                            SgdConfig {
                                lr,
                                momentum: None,
                                weight_decay: None,
                            },
                        )),
                        Work::Adam => Rule::Adam(Adam::new(
                            &model,
                            AdamConfig {
                                lr,
                                ..AdamConfig::default()
                            },
                        )),
                    };
                    let target = match job.net.output {
                        Output::Classes => {
                            let classes = case.classes(job.batch).iter();
                            classes
                                .flat_map(|&class| {
                                    (0..$d).map(move |d| f32::from(u8::from(d == class)))
                                })
                                .collect()
                        }
                        Output::Numbers => case.numbers(job.batch).to_vec(),
                    };
                    let input = case.inputs(job.batch).to_vec();
                    Self {
                        job: *job,
                        input: device.tensor_from_vec(input, (job.batch, Const)),
                        target: device.tensor_from_vec(target, (job.batch, Const)),
                        gradients: Some(model.alloc_grads()),
                        model,
                        rule,
                        output: Vec::new(),
                    }
                }
            }

            impl Pass for Mlp {
                fn run(&mut self) {
                    if self.job.work == Work::Infer {
                        let logits = self.model.forward(self.input.clone());
                        let outputs = match self.job.net.output {
                            Output::Classes => logits.softmax::<Axis<1>>(),
                            Output::Numbers => logits,
                        };
                        self.output = black_box(outputs.as_vec());
                        return;
                    }
                    let Some(gradients) = self.gradients.take() else {
                        return;
                    };
                    let logits = self.model.forward_mut(self.input.clone().traced(gradients));
                    let loss = match self.job.net.output {
                        Output::Classes => {
                            cross_entropy_with_logits_loss(logits, self.target.clone())
                        }
                        Output::Numbers => mse_loss(logits, self.target.clone()),
                    };
                    let mut gradients = loss.backward();
                    match &mut self.rule {
                        Rule::None => {}
                        Rule::Sgd(rule) => rule
                            .update(&mut self.model, &gradients)
                            .expect("all are used"),
                        Rule::Adam(rule) => rule
                            .update(&mut self.model, &gradients)
                            .expect("all are used"),
                    }
                    self.model.zero_grads(&mut gradients);
                    self.gradients = Some(gradients);
                }

                fn result(&mut self) -> Vec<f32> {
                    if self.job.work == Work::Infer {
                        return self.output.clone();
                    }
                    let ((layer1, _), (layer2, _), layer3) = &self.model;
                    [
                        layer1.weight.as_vec(),
                        layer1.bias.as_vec(),
                        layer2.weight.as_vec(),
                        layer2.bias.as_vec(),
                        layer3.weight.as_vec(),
                        layer3.bias.as_vec(),
                    ]
                    .concat()
                }
            }
        }
    };
}
network! { a ReLU 2 3 3 2 }
network! { b ReLU 4 32 32 3 }
network! { c Tanh 13 64 64 1 }
network! { d ReLU 784 128 64 10 }
network! { e ReLU 8 256 256 4 }
