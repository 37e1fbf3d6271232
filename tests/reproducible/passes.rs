//! All that is computed with a network, as a hash.

use typed_nn::{Rng, Scalar};

/// More samples than go through the kernels at once, and some more.
pub const SAMPLES: usize = 45;

/// Inputs or targets; targets are made distributions, which every loss takes.
pub fn random<T: Scalar, const N: usize>(seed: u64, is_target: bool) -> [[T; N]; SAMPLES] {
    let mut rng = Rng::new(seed);
    std::array::from_fn(|_| {
        let mut values: [T; N] = std::array::from_fn(|_| match is_target {
            true => rng.uniform(),
            false => rng.normal(),
        });
        if is_target && N > 1 {
            let mut total = T::ZERO;
            values.iter().for_each(|&value| total += value);
            values.iter_mut().for_each(|value| *value /= total);
        }
        values
    })
}

// Each a function of its own: builds for debugging keep the variables of all parts of one at once.

/// Forward, backward, one sample and batches of several lengths; 100 steps of SGD, Adam and `learn`.
macro_rules! passes {
    ($net:ident) => {{
        use $crate::passes::{SAMPLES, random};

        fn batches(hash: &mut $crate::hash::Hash, gradient: &mut $net) {
            let inputs = random::<_, { $net::IN }>(1, false);
            let targets = random::<_, { $net::OUT }>(2, true);
            let mut outputs = [[0.0; $net::OUT]; SAMPLES];
            let net = $net::boxed(3);
            for samples in [1, 2, 3, 4, 7, 16, 33, SAMPLES] {
                let (inputs, targets) = (&inputs[..samples], &targets[..samples]);
                net.forward_batch(inputs, &mut outputs[..samples]).unwrap();
                hash.add(outputs[..samples].as_flattened());
                // added to what is there
                hash.add(&[net.gradient_batch(inputs, targets, gradient).unwrap()]);
                hash.add(gradient.as_slice());
                let score = net.evaluate(inputs, targets).unwrap();
                hash.add(&[score.loss, score.metric]);
            }
        }

        fn singles(hash: &mut $crate::hash::Hash, gradient: &mut $net) {
            let inputs = random::<_, { $net::IN }>(1, false);
            let targets = random::<_, { $net::OUT }>(2, true);
            let net = $net::boxed(3);
            for (input, target) in inputs.iter().zip(&targets) {
                hash.add(net.forward(input).as_slice());
                hash.add(&[net.gradient(input, target, gradient)]);
                let back = {
                    let trace = net.trace(input);
                    net.backward(input, &trace, &(*target).into(), gradient)
                };
                hash.add(back.as_slice());
            }
            hash.add(gradient.as_slice());
        }

        fn learn(hash: &mut $crate::hash::Hash) {
            let inputs = random::<_, { $net::IN }>(1, false);
            let targets = random::<_, { $net::OUT }>(2, true);
            let mut learner = $net::boxed(4);
            for (input, target) in inputs.iter().zip(&targets).cycle().take(100) {
                hash.add(&[learner.learn(input, target, 0.01)]);
            }
            hash.add(learner.as_slice());
        }

        let mut hash = $crate::hash::Hash::NEW;
        let mut gradient = $net::boxed_zero();
        batches(&mut hash, &mut gradient);
        singles(&mut hash, &mut gradient);
        learn(&mut hash);
        let descent = Sgd {
            learning_rate: 0.05,
            ..Sgd::default()
        };
        $crate::passes::steps!(hash, $net, 100, descent);
        $crate::passes::steps!(hash, $net, 100, Adam::default());
        hash.0
    }};
}
pub(crate) use passes;

/// So many steps of one optimiser, with single samples and batches in turn.
macro_rules! steps {
    ($hash:ident, $net:ident, $steps:literal, $optimizer:expr) => {{
        fn steps(
            hash: &mut $crate::hash::Hash,
            optimizer: impl Optimizer<<$net as typed_nn::Parameters>::Scalar>,
        ) {
            let inputs = $crate::passes::random::<_, { $net::IN }>(1, false);
            let targets = $crate::passes::random::<_, { $net::OUT }>(2, true);
            let mut net = $net::boxed(5);
            let mut state = Box::new(optimizer.state(&*net));
            for step in 0..$steps {
                let mut gradient = $net::boxed_zero();
                let sample = step % $crate::passes::SAMPLES;
                hash.add(&[if step % 4 == 0 {
                    net.gradient_batch(&inputs, &targets, &mut gradient)
                        .unwrap()
                } else {
                    net.gradient(&inputs[sample], &targets[sample], &mut gradient)
                }]);
                optimizer.step(&mut *net, &*gradient, &mut state);
            }
            hash.add(net.as_slice());
        }
        steps(&mut $hash, $optimizer);
    }};
}
pub(crate) use steps;

/// 20 steps of every optimiser.
macro_rules! optimizers {
    ($net:ident) => {{
        let mut hash = $crate::hash::Hash::NEW;
        macro_rules! each {
            ($optimizer:expr) => {
                $crate::passes::steps!(hash, $net, 20, $optimizer)
            };
        }
        each!(Momentum::default());
        each!(AdamW::default());
        each!(AmsGrad::default());
        each!(NAdam::default());
        each!(RAdam::default());
        each!(AdaMax::default());
        each!(RmsProp::default());
        each!(RmsPropMomentum::default());
        each!(Adagrad::default());
        each!(Adadelta::default());
        each!(Lion::default());
        hash.0
    }};
}
pub(crate) use optimizers;
