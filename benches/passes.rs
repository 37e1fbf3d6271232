//! What the passes of five networks cost, of two of them with `f64` too: `cargo bench`, or `cargo bench -- d_784` for one of them.
//!
//! Times are of a whole call, so of 32 samples where a function says `batch`.

use divan::{Bencher, black_box};
use typed_nn::optimizer::{Adam, Optimizer, Sgd};
use typed_nn::weights::Aligned;
use typed_nn::{Parameters, Rng, Scalar, network};

fn main() {
    divan::main();
}

const SAMPLES: usize = 32;

network! { struct A< 2 => relu 3 => relu 3 => softmax 2 > }
network! { struct B< 4 => relu 32 => relu 32 => softmax 3 > }
network! { struct C< 13 => tanh 64 => tanh 64 => linear 1 > }
network! { struct D< 784 => relu 128 => relu 64 => softmax 10 > }
network! { struct E< 8 => relu 256 => relu 256 => softmax 4 > }
network! { struct Df64: f64 < 784 => relu 128 => relu 64 => softmax 10 > }
network! { struct Ef64: f64 < 8 => relu 256 => relu 256 => softmax 4 > }

fn random<T: Scalar, const N: usize>(seed: u64) -> [[T; N]; SAMPLES] {
    let mut rng = Rng::new(seed);
    std::array::from_fn(|_| std::array::from_fn(|_| rng.uniform()))
}

macro_rules! passes {
    ($($module:ident $net:ident)*) => {$(
        mod $module {
            use super::*;
            type Net = $net;

            // many at a time: the first call wakes the processor's wide registers, and is slow
            #[divan::bench(sample_size = 256)]
            fn forward(bencher: Bencher) {
                let (net, inputs) = (Net::boxed(1), random(2));
                bencher.bench_local(|| net.forward(black_box(&inputs[0])));
            }

            // whole lines of the cache: see `Aligned`
            #[divan::bench(sample_size = 256)]
            fn forward_aligned(bencher: Bencher) {
                let (net, inputs) = (Box::new(Aligned(*Net::boxed(1))), random(2));
                bencher.bench_local(|| net.0.forward(black_box(&inputs[0])));
            }

            #[divan::bench]
            fn forward_batch(bencher: Bencher) {
                let (net, inputs) = (Net::boxed(1), random(2));
                let mut outputs = [[0.0; Net::OUT]; SAMPLES];
                bencher.bench_local(|| net.forward_batch(black_box(&inputs), black_box(&mut outputs)));
            }

            #[divan::bench]
            fn gradient(bencher: Bencher) {
                let (net, inputs, targets) = (Net::boxed(1), random(2), random(3));
                let mut gradient = Net::boxed_zero();
                bencher.bench_local(|| {
                    net.gradient(black_box(&inputs[0]), black_box(&targets[0]), &mut gradient)
                });
            }

            #[divan::bench]
            fn learn(bencher: Bencher) {
                let (mut net, inputs, targets) = (Net::boxed(1), random(2), random(3));
                bencher.bench_local(|| {
                    net.learn(black_box(&inputs[0]), black_box(&targets[0]), 1e-7)
                });
            }

            #[divan::bench]
            fn gradient_batch(bencher: Bencher) {
                let (net, inputs, targets) = (Net::boxed(1), random(2), random(3));
                let mut gradient = Net::boxed_zero();
                bencher.bench_local(|| {
                    net.gradient_batch(black_box(&inputs), black_box(&targets), &mut gradient)
                });
            }

            fn step<O: Optimizer<<Net as Parameters>::Scalar>>(bencher: Bencher, optimizer: O) {
                let (mut net, mut gradient) = (Net::boxed(1), Net::boxed(2));
                let mut state = optimizer.state(&*net);
                bencher.bench_local(|| {
                    optimizer.step(&mut *net, black_box(&mut *gradient), &mut state);
                });
            }

            #[divan::bench]
            fn sgd(bencher: Bencher) {
                step(bencher, Sgd::default());
            }

            #[divan::bench]
            fn adam(bencher: Bencher) {
                step(bencher, Adam::default());
            }
        }
    )*};
}
passes! {
    a_2_3_3_2 A b_4_32_32_3 B c_13_64_64_1 C d_784_128_64_10 D e_8_256_256_4 E
    d_f64 Df64 e_f64 Ef64
}
