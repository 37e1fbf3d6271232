//! The networks, as a user declares them.

use crate::passes::{self, Known};
use measure::{Case, Job, Pass};
use typed_nn::network;

network! { pub struct A< 2 => relu 3 => relu 3 => softmax 2 > }
network! { pub struct B< 4 => relu 32 => relu 32 => softmax 3 > }
network! { pub struct C< 13 => tanh 64 => tanh 64 => linear 1 > }
network! { pub struct D< 784 => relu 128 => relu 64 => softmax 10 > }
network! { pub struct E< 8 => relu 256 => relu 256 => softmax 4 > }

fn classes(case: &Case, batch: usize) -> Vec<u8> {
    case.classes(batch).to_vec()
}

fn numbers(case: &Case, batch: usize) -> Vec<[f32; 1]> {
    case.numbers(batch).as_chunks().0.to_vec()
}

macro_rules! known {
    ($($net:ident learns $target:ty: $targets:ident)*) => {
        $(
            impl Known for $net {
                type Sample = [f32; $net::IN];
                type Target = $target;
                type Outputs = [f32; $net::OUT];

                fn of(case: &Case) -> Box<Self> {
                    let mut net = Self::boxed(1);
                    for (index, layer) in case.layers.iter().enumerate() {
                        for (row, weights) in layer.weights.chunks_exact(layer.inputs).enumerate() {
                            for (column, &weight) in weights.iter().enumerate() {
                                match index {
                                    0 => net.layer1.weights[(row, column)] = weight,
                                    1 => net.layer2.weights[(row, column)] = weight,
                                    _ => net.layer3.weights[(row, column)] = weight,
                                }
                            }
                        }
                    }
                    net.layer1.bias.copy_from_slice(&case.layers[0].bias);
                    net.layer2.bias.copy_from_slice(&case.layers[1].bias);
                    net.layer3.bias.copy_from_slice(&case.layers[2].bias);
                    net
                }
                fn parameters(&self) -> Vec<f32> {
                    let mut all = Vec::new();
                    all.extend(self.layer1.weights.transpose().iter());
                    all.extend(self.layer1.bias.iter());
                    all.extend(self.layer2.weights.transpose().iter());
                    all.extend(self.layer2.bias.iter());
                    all.extend(self.layer3.weights.transpose().iter());
                    all.extend(self.layer3.bias.iter());
                    all
                }
                fn samples(case: &Case, batch: usize) -> Vec<Self::Sample> {
                    case.inputs(batch).as_chunks().0.to_vec()
                }
                fn targets(case: &Case, batch: usize) -> Vec<Self::Target> {
                    $targets(case, batch)
                }

                #[inline]
                fn outputs(&self, sample: &Self::Sample) -> Self::Outputs {
                    self.forward(sample).into()
                }
                fn outputs_of_batch(&self, samples: &[Self::Sample], outputs: &mut [Self::Outputs]) {
                    self.forward_batch(samples, outputs).expect("as many outputs as samples");
                }
                #[inline]
                fn descend(&mut self, sample: &Self::Sample, target: &Self::Target, rate: f32) -> f32 {
                    self.learn(sample, *target, rate)
                }
            }
        )*

        pub fn pass(job: &Job, learning_rate: f32) -> Option<Box<dyn Pass>> {
            match job.net.name {
                $(stringify!($net) => Some(passes::pass::<$net>(job, learning_rate)),)*
                _ => None,
            }
        }
    };
}
known! {
    A learns u8: classes
    B learns u8: classes
    C learns [f32; 1]: numbers
    D learns u8: classes
    E learns u8: classes
}
